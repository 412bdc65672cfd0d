import { milliseconds } from '../host/clock.ts';
import { terminal } from '../report/escape/terminal.ts';

/** Silence that is not worth a word, and how often a log gets a line, in milliseconds. */
const FIRST_AFTER = 1000;
const LOG_EVERY = 5000;
const TERMINAL_EVERY = 100;

/** Tells on standard error how far a run is, once it takes longer than a second. */
export interface Progress {
  /** `detail` is a short phrase such as `120 of 283 MB`. */
  update(image: string, detail: string): void;
  /** A line of its own, at once. */
  step(message: string): void;
  /** Clears what stands on a terminal. */
  end(): void;
}

export function createProgress(stream: NodeJS.WriteStream): Progress {
  const started = milliseconds();
  let last = started + FIRST_AFTER - LOG_EVERY;
  let shown = '';
  const clear = (): void => {
    if (shown !== '') stream.write(`\r${' '.repeat(shown.length)}\r`);
    shown = '';
  };
  return {
    update: (image, detail) => {
      const at = milliseconds();
      const due = at - started >= FIRST_AFTER && at - last >= (stream.isTTY ? TERMINAL_EVERY : LOG_EVERY);
      if (!due) return;
      last = at;
      const line = terminal(`reading ${image}: ${detail}`);
      if (!stream.isTTY) {
        stream.write(`${line}\n`);
        return;
      }
      clear();
      shown = line.slice(0, Math.max(20, (stream.columns || 80) - 1));
      stream.write(shown);
    },
    step: (message) => {
      clear();
      stream.write(`${terminal(message)}\n`);
    },
    end: clear,
  };
}

/** `120 of 283 MB`; a folder has no total, which is then null or 0. */
export function describeBytes(bytes: number, total: number | null): string {
  const megabytes = (count: number): string => (count / 1e6).toFixed(count < 1e7 ? 1 : 0);
  return total === null || total === 0 ? `${megabytes(bytes)} MB` : `${megabytes(bytes)} of ${megabytes(total)} MB`;
}
