/** Starts the action's post step. */
const { main } = await import('../action/post.ts');
await main();

export {};
