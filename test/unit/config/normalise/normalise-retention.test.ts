import { expect, test } from 'vitest';
import { assembleConfig } from '../../../../src/config/assemble-config.ts';

const source = '/srv/app';
const day = 86_400_000;

function configOf(value: unknown) {
  const result = assembleConfig({ value, env: {}, cwd: '/srv' });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}

test('worktrees go after a week, checkpoints and records after a month, and there is no quota', () => {
  expect(configOf({}).retention).toEqual({
    worktreesMs: 7 * day,
    refsMs: 30 * day,
    turnsMs: 30 * day,
    diskBytes: 0,
  });
});

test('retention is told in times and a size; 0 keeps for ever', () => {
  expect(configOf({ retention: { worktrees: '12h', refs: 0, turns: '2d', disk: '20GB' } }).retention).toEqual(
    { worktreesMs: day / 2, refsMs: 0, turnsMs: 2 * day, diskBytes: 20 * 1024 ** 3 },
  );
});

const setupOf = (more: object) => configOf({ projects: { app: { source, ...more } } }).projects['app']?.setup;

test('a project that names a command for new worktrees says how long it may take, or a quarter of an hour', () => {
  expect(setupOf({})).toBeUndefined();
  expect(setupOf({ setup: 'npm ci' })).toEqual({ command: 'npm ci', timeoutMs: 900_000 });
  expect(setupOf({ setup: 'npm ci', setupTimeout: '1m' })).toEqual({ command: 'npm ci', timeoutMs: 60_000 });
});
