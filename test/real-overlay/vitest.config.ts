import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/real-overlay/**/*.test.ts'], testTimeout: 1_800_000, fileParallelism: false },
});
