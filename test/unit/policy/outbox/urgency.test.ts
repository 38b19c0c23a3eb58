import { expect, test } from 'vitest';
import { rankOf, urgencyOf } from '../../../../src/policy/outbox/urgency.ts';

test('what asks goes first, then what ended, then what is going on, then signs, then cards', () => {
  const ranks = [
    rankOf({ kind: 'notice', ...urgencyOf('Asked') }),
    rankOf({ kind: 'notice', ...urgencyOf('RunEnded') }),
    rankOf({ kind: 'notice', ...urgencyOf('Paused') }),
    rankOf({ kind: 'sign' }),
    rankOf({ kind: 'card' }),
  ];
  expect(ranks).toEqual([0, 1, 2, 3, 4]);
});

test('a thread is opened as soon as something is asked', () => {
  expect(rankOf({ kind: 'root' })).toBe(0);
});

test('everything that waits for a person is urgent', () => {
  for (const notice of ['Asked', 'Blocked', 'BudgetAsk', 'Climbed'])
    expect(urgencyOf(notice)).toEqual({ urgency: 'ask' });
});
