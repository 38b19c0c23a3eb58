import type { BenchRow } from '../bench-row.ts';
import { commitCost } from './commit-cost.ts';
import { idleGoal } from './idle-goal.ts';
import { journalAppend } from './journal-append.ts';
import { loopDelay } from './loop-delay.ts';
import { manyGoals, oneGoal } from './durable-commit.ts';
import { recovery } from './recovery.ts';

export const storeRows: readonly BenchRow[] = [
  journalAppend,
  oneGoal,
  manyGoals,
  loopDelay,
  recovery,
  ...idleGoal,
  commitCost,
];
