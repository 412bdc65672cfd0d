/** Starts the action. Runners without Node 24 fall back to an older one; the message says so instead of a syntax error. */
const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  process.stdout.write(`::error::Cgroup Gate needs Node 20 or newer, and this runner has ${process.version}\n`);
  process.exitCode = 1;
} else {
  const { main } = await import('../action/main.ts');
  await main();
}
