/** Bytes like those of a node image's large files: the same in every run, about half of them incompressible. */
import { createCipheriv, createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';

const block = 1 << 20;

/** Pseudo-random bytes that only depend on the seed. */
export function noise(seed: string, length: number): Buffer {
  const key = createHash('sha256').update(seed).digest();
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(length));
}

const words = Array.from({ length: 4096 }, (_, index) => {
  const letters = noise(`word ${index}`, 3 + (index % 9));
  return `${[...letters].map((byte) => String.fromCharCode(97 + (byte % 26))).join('')} `;
});

export function prose(seed: string, length: number): Buffer {
  const picks = noise(seed, length);
  let text = '';
  for (let at = 0; text.length < length; at += 2) {
    // Small numbers are more frequent, as words are.
    const pick = picks.readUInt16LE(at);
    text += words[((pick * pick) >>> 20) % words.length]!;
  }
  return Buffer.from(text.slice(0, length), 'latin1');
}

export function writeFiller(path: string, size: number): void {
  const file = openSync(path, 'w');
  for (let at = 0; at < size; at += block) {
    const seed = `${path.split('/').at(-1)} ${at}`;
    const bytes = (at / block) % 2 === 0 ? noise(seed, block) : prose(seed, block);
    writeSync(file, bytes, 0, Math.min(block, size - at));
  }
  closeSync(file);
}
