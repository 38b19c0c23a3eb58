import { expect, test } from 'vitest';
import type { EventRecord, EventType } from '../../../../src/domain/event-record.ts';
import { goalIdOf } from '../../../../src/domain/ids.ts';
import { whatHappened } from '../../../../src/policy/recurring/happened.ts';

const event = (goal: number, type: EventType, data: Record<string, unknown> = {}): EventRecord => ({
  seq: 1,
  at: 1_800_000_000_000,
  goal: goalIdOf(goal),
  run: 1,
  type,
  data,
});
const facts = [1, 2].map((number) => ({ id: goalIdOf(number), project: `p${number}`, agent: 'claude' }));
const cost = (usd: number) => ({ usage: { costUsd: usd } });

const day = [
  event(1, 'goal.started', { project: 'p1', agent: 'claude' }),
  event(1, 'attempt.completed', cost(0.5)),
  event(1, 'attempt.started', { agent: 'codex' }),
  event(1, 'attempt.completed', cost(0.25)),
  event(2, 'attempt.completed', cost(1)),
  event(1, 'progress'),
  event(1, 'goal.completed', { state: 'done', reason: 'all checks passed' }),
  event(2, 'goal.completed', { state: 'failed', reason: 'no agent' }),
  event(9, 'goal.completed', { state: 'done' }),
];

test('ends, beginnings and money are counted, each under the agent that started last; strangers’ goals are not', () => {
  const happened = whatHappened(day, facts);
  expect(happened).toMatchObject({
    ends: { done: 1, failed: 1 },
    began: 1,
    spentUsd: 1.75,
    byAgent: [
      ['claude', 1.5],
      ['codex', 0.25],
    ],
    byProject: [
      ['p2', 1],
      ['p1', 0.75],
    ],
  });
  expect(happened.changes.map(({ type }) => type)).toEqual([
    'goal.started',
    'goal.completed',
    'goal.completed',
  ]);
});
