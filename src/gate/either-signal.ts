/** A signal that follows two others, and lets go of them. */
export interface FollowingSignal {
  readonly signal: AbortSignal;
  /** Stops listening to both: one of them may live much longer. */
  release(): void;
}

/** Aborts as soon as one of both does, with its reason. As `AbortSignal.any`, which came only with Node 20.3. */
export function eitherSignal(one: AbortSignal, other: AbortSignal): FollowingSignal {
  const controller = new AbortController();
  const followed = [one, other].map((signal) => {
    const follow = (): void => controller.abort(signal.reason);
    if (signal.aborted) follow();
    else signal.addEventListener('abort', follow, { once: true });
    return () => signal.removeEventListener('abort', follow);
  });
  const release = (): void => {
    for (const stop of followed) stop();
  };
  return { signal: controller.signal, release };
}
