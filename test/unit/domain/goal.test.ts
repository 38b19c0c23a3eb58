import { expect, test } from 'vitest';
import { GoalStateSchema, isTerminal } from '../../../src/domain/goal.ts';

test('exactly five states end a run', () => {
  expect(GoalStateSchema.options.filter(isTerminal)).toEqual([
    'done',
    'failed',
    'cancelled',
    'exhausted',
    'escalated',
  ]);
});
