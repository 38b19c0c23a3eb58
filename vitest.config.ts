import { defineConfig } from 'vitest/config';

/** One project per tier; a tier is a folder under `test/`. Slow tiers are run by `npm run test:slow`. */
const tier = (name: string, test: Record<string, unknown> = {}) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`], ...test },
});

export default defineConfig({
  test: {
    // Most tests outside of `unit` wait for processes and sockets: more files at once than cores.
    maxWorkers: 4,
    restoreMocks: true,
    unstubEnvs: true,
    projects: [
      tier('unit', { isolate: false, testTimeout: 20_000 }),
      tier('architecture'),
      tier('contract', { testTimeout: 30_000 }),
      tier('simulation', { testTimeout: 60_000 }),
      tier('integration', { testTimeout: 60_000 }),
      tier('e2e', { testTimeout: 60_000 }),
      tier('stories', { testTimeout: 180_000 }),
      tier('agents', { testTimeout: 120_000 }),
      tier('browser', { testTimeout: 120_000, hookTimeout: 60_000 }),
      tier('chaos', { testTimeout: 3_600_000 }),
    ],
  },
});
