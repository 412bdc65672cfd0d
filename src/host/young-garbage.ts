import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const EVERY = 2 << 20;

/**
 * Keeps the room for new objects as it is: it would grow to three times 16 MB, and stay. For runs that make much of what is
 * garbage soon; those that are over sooner are faster with more room.
 */
export function keepRoomSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}

/**
 * Counts the bytes of buffers that a stream allocates and drops, and has V8 collect what is new after every 2 MiB: such
 * memory lies outside of its heap, and much would gather before it looks.
 */
export function createYoungGarbage(): (bytes: number) => void {
  let collect: Collector | null = null;
  let gathered = 0;
  return (bytes) => {
    gathered += bytes;
    if (gathered < EVERY) return;
    gathered = 0;
    collect ??= findCollector();
    collect({ type: 'minor' });
  };
}

/** Has V8 collect everything. */
export function collectAll(): void {
  findCollector()({ type: 'major' });
}

type Collector = (options: { readonly type: 'minor' | 'major' }) => void;

/** V8 shows its collector to contexts that are made after it was told to. */
function findCollector(): Collector {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as Collector;
}
