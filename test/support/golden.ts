import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

/** Compares with `golden/<name>` in `folder`; `GOLDEN=update` in the environment writes the file instead. */
export function expectGoldenIn(folder: string, name: string, text: string): void {
  const file = join(folder, 'golden', name);
  if (process.env.GOLDEN === 'update') writeFileSync(file, text);
  expect(existsSync(file), `${file} is missing: run with GOLDEN=update`).toBe(true);
  expect(text).toBe(readFileSync(file, 'utf8'));
}
