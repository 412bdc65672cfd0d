/** Milliseconds that never go back. Node loads all of its `perf_hooks` for `performance.now()`. */
export function milliseconds(): number {
  return process.uptime() * 1000;
}
