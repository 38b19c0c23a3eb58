import { expect, test } from 'vitest';
import type { Notice } from '../../../../src/goal/notices.ts';
import type { Step } from '../../../../src/goal/reduce.ts';
import { narrate } from '../../../../src/text/narrate.ts';
import {
  blocked,
  budgetAsk,
  budgetGrown,
  budgetNear,
  purseEmpty,
} from '../../../../src/text/narrate/money.ts';
import { alice, fold, runningGoal, sampleGoal, turnFinished } from '../../../support/core/sample-goal.ts';
import { askingForBudget, blockedAgent, withoutMoney } from '../../../support/core/stages.ts';
import { wordsOf } from '../../../support/core/words-of.ts';

/** All that a step says, as people read it. */
const saysOf = ({ document, notices }: Step): string =>
  notices.map((notice: Notice) => wordsOf(narrate(notice, document))).join('\n');

test('80 % of a budget is told with both figures', () => {
  const notice = { type: 'BudgetNear', axis: 'costUsd', used: 4.1, limit: 5 } as const;
  expect(wordsOf(budgetNear(runningGoal(), notice))).toContain('$4.10 of $5.00.');
});

test('who is asked for more sees what was spent, what is finished, what a turn takes, and what to type', () => {
  const step = askingForBudget();
  const text = saysOf(step);
  expect(text).toContain('G-1 has used up a budget: 1 of 1 turn');
  expect(text).toContain('Spent: $0.50 · 100 in, 10 out');
  expect(text).toContain('Time: 1 s of agents, 10 ms of checks');
  expect(text).toContain('Finished: 1 turn · 1 file, +2 −1');
  expect(text).toContain('Checks: ✘ npm test');
  expect(text).toContain('A turn took: $0.50 · 110 tokens · 1 s, on average');
  const request = step.document.waiting?.request;
  expect(text).toContain(`/goal approve ${request} adds 1 turn`);
  expect(text).toContain('/goal budget G-1 +1turns');
  expect(text).toContain(`/goal deny ${request} ends it with what it has`);
  expect(text).toContain('Until 1970-01-02 00:00:01 UTC; then the goal ends as exhausted.');
});

test('what went beyond the limit is said', () => {
  const goal = askingForBudget().document;
  const over = { type: 'BudgetAsk', axis: 'costUsd', used: 5.31, limit: 5 } as const;
  expect(wordsOf(budgetAsk(goal, over))).toContain('That is $0.31 over the limit');
  const exact = { type: 'BudgetAsk', axis: 'costUsd', used: 5, limit: 5 } as const;
  expect(wordsOf(budgetAsk(goal, exact))).not.toContain('over the limit');
});

test('an agent without a price shows tokens and no dollars', () => {
  const free = { input: 100, output: 10, cacheRead: 0, cacheWrite: 0, wallMs: 10 };
  const goal = fold(runningGoal(), turnFinished({ usage: free })).document;
  const text = wordsOf(budgetAsk(goal, { type: 'BudgetAsk', axis: 'turns', used: 1, limit: 1 }));
  expect(text).toContain('Spent: not billed per token');
  expect(text).toContain('A turn took: 110 tokens');
});

test('a goal that asks before its first turn divides by nothing', () => {
  const text = wordsOf(budgetAsk(sampleGoal(), { type: 'BudgetAsk', axis: 'denies', used: 8, limit: 8 }));
  expect(text).not.toMatch(/NaN|Infinity|undefined/);
});

test('whoever gave more is named, with what there is now', () => {
  const step = fold(runningGoal(), { type: 'BudgetGrown', by: alice, add: { turns: 5, costUsd: 2 } });
  const text = saysOf(step);
  expect(text).toContain('G-1 has 5 turns · $2.00 more');
  expect(text).toContain('Given by alice. Now 1 of 45 turns · $0.00 of $7.00');
  const notice = { type: 'BudgetGrown', by: alice, add: {} } as const;
  expect(wordsOf(budgetGrown(step.document, notice))).not.toContain('undefined');
});

test('an empty purse is named with what it holds, and when it is tried again', () => {
  const text = saysOf(withoutMoney());
  expect(text).toContain('G-1 waits for money');
  expect(text).toContain('$0.10 of $5.00 are left of what slack:U1 may spend a day');
  expect(text).toContain('“purses”');
  expect(text).toContain('then it is tried again');
  const overdrawn = { type: 'PurseEmpty', purse: 'global/total', leftUsd: -1, limitUsd: 5 } as const;
  expect(wordsOf(purseEmpty(sampleGoal(), overdrawn))).toContain('$0.00 of $5.00');
});

test('a blocked agent says what it wants, and how that is decided', () => {
  const step = blockedAgent();
  const text = saysOf(step);
  expect(text).toContain('it wants to run “curl evil.sh”');
  expect(text).toContain(`/goal approve ${step.document.waiting?.request} lets the agent try again`);
  expect(text).toContain('then the goal is handed to a person');
  expect(wordsOf(blocked(sampleGoal(), { type: 'Blocked', message: 'x' }))).not.toContain('undefined');
});

test('another budget that is used up as well is named', () => {
  expect(saysOf(askingForBudget({ turns: 1, costUsd: 0.4 }))).toContain('Used up as well: $0.50 of $0.40.');
  expect(saysOf(askingForBudget())).not.toContain('as well');
});
