import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

/** Compares with `golden/<name>`; `GOLDEN=update` in the environment writes the file instead. */
export function expectGolden(name: string, text: string): void {
  const file = new URL(`golden/${name}`, import.meta.url);
  if (process.env.GOLDEN === 'update') writeFileSync(file, text);
  expect(existsSync(file), `golden/${name} is missing: run with GOLDEN=update`).toBe(true);
  expect(text).toBe(readFileSync(file, 'utf8'));
}
