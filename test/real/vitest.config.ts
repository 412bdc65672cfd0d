import { defineConfig } from 'vitest/config';

/** The tests against real programs: slow, as root, and with what `test/real/run` downloads. */
export default defineConfig({
  test: {
    include: ['test/real/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 30 * 60_000,
    hookTimeout: 10 * 60_000,
  },
});
