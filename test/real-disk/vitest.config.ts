import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/real-disk/**/*.test.ts'], testTimeout: 900_000, fileParallelism: false },
});
