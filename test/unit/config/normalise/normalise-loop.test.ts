import { expect, test } from 'vitest';
import { assembleConfig } from '../../../../src/config/assemble-config.ts';
import { defaultRules } from '../../../../src/domain/rules/loop-rules.ts';

function configOf(value: unknown) {
  const result = assembleConfig({ value, env: {}, cwd: '/srv' });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}

test('what the configuration assumes is what the loop assumes', () => {
  const { escalation, compaction, session, replay } = configOf({});
  const { askPatienceMs, ...waits } = escalation;
  // What the helper model is there for follows from whether there is one.
  const { helps: _, ...assumed } = defaultRules;
  expect({ ...waits, compaction, session, replay }).toEqual(assumed);
  expect(askPatienceMs).toBe(50_000);
});

test('how the loop decides is told in times, shares and counts', () => {
  expect(
    configOf({
      escalation: { budgetWait: 0, questionWait: '2h' },
      compaction: { share: 0.5, age: '1h', minTurns: 2, failures: 0 },
      session: { idle: '30m', age: '2d' },
      replay: { rollbackOnCrash: true, maxFreshRetries: 0 },
    }),
  ).toMatchObject({
    escalation: { budgetWaitMs: 0, questionWaitMs: 7_200_000 },
    compaction: { share: 0.5, ageMs: 3_600_000, minTurns: 2, mostFailures: 0 },
    session: { idleMs: 1_800_000, ageMs: 172_800_000 },
    replay: { rollbackOnCrash: true, maxFreshRetries: 0 },
  });
});

test('a purse that nobody names is not there, and so has no limit', () => {
  expect(configOf({}).purses).toEqual({});
  expect(
    configOf({ purses: { user: { day: '$5' }, global: { month: 200, total: '1000usd' } } }).purses,
  ).toEqual({ user: { day: 5 }, global: { month: 200, total: 1000 } });
});

test('the ladder is told in places and times, in order', () => {
  const { escalation } = configOf({
    escalation: {
      ladder: [
        { to: 'thread', after: 0 },
        { to: 'operations', after: '15m' },
      ],
      operations: 'discord:123456789012345678',
    },
  });
  expect(escalation.ladder).toEqual({
    steps: [
      { to: 'thread', afterMs: 0 },
      { to: 'operations', afterMs: 900_000 },
    ],
    operations: { platform: 'discord', workspace: '', channel: '123456789012345678' },
  });
});

test.each([
  {
    ladder: [
      { to: 'mention', after: '2h' },
      { to: 'direct', after: '1h' },
    ],
  },
  { ladder: [{ to: 'telephone', after: '2h' }] },
  { operations: '#general' },
])('a ladder that nobody can climb is refused: %j', (escalation) => {
  expect(assembleConfig({ value: { escalation }, env: {}, cwd: '/srv' }).ok).toBe(false);
});
