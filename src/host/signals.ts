const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Aborts once on SIGINT, SIGTERM or SIGHUP (the terminal is gone), so that a run can take away what it made; `dispose` restores the usual behaviour. */
export function abortOnSignals(): { readonly signal: AbortSignal; readonly dispose: () => void } {
  const controller = new AbortController();
  const onSignal = (): void => controller.abort();
  for (const signal of signals) process.on(signal, onSignal);
  return {
    signal: controller.signal,
    dispose: () => {
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}
