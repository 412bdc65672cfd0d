import { defineConfig } from 'vitest/config';

/** What runs anywhere with Node alone. Tests against real programs have configurations of their own. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/real*/**', 'test/corpus/**'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
