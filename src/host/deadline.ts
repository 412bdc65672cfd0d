import type { Deadline } from '../gate/deadline.ts';
import { milliseconds } from './clock.ts';

/**
 * For one image. One of 4 GB in gzip layers takes 15 seconds here; a machine twenty times slower, or a registry that sends
 * 3 MB a second, is well below it.
 */
const IMAGE_SECONDS = 30 * 60;
/** What listens to the signal may take so long to stop, in milliseconds. */
const GRACE = 10_000;

/** Limits each image by this machine's clock. */
export function createDeadline(seconds: number = IMAGE_SECONDS, grace: number = GRACE): Deadline {
  return {
    seconds,
    start: () => {
      const controller = new AbortController();
      const end = milliseconds() + seconds * 1000;
      let timer: NodeJS.Timeout;
      const over = new Promise<void>((resolve) => {
        timer = setTimeout(() => {
          controller.abort();
          timer = setTimeout(resolve, grace);
        }, seconds * 1000);
      });
      return {
        seconds,
        signal: controller.signal,
        isUp: () => controller.signal.aborted || milliseconds() >= end,
        over,
        stop: () => clearTimeout(timer),
      };
    },
  };
}
