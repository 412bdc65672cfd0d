/** Loaded before our program: writes what the process has used, as JSON, to the file that BENCH_USAGE names. */
import { readFileSync, writeFileSync } from 'node:fs';

process.on('exit', () => {
  const read = /^rchar: (\d+)$/m.exec(readFileSync('/proc/self/io', 'latin1'))?.[1];
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  writeFileSync(process.env['BENCH_USAGE'] ?? '/dev/null', JSON.stringify({ peakBytes, bytesRead: Number(read) }));
});
