import { expect, test } from 'vitest';
import { parseVerb } from '../../../../src/app/parse-verb.ts';
import { verbTable } from '../../../../src/app/verbs/table.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import { waySpans, waysOut } from '../../../../src/text/card/ways.ts';
import { runningGoal } from '../../../support/core/sample-goal.ts';
import {
  askingForBudget,
  asleepGoal,
  blockedAgent,
  rateLimited,
  withoutMoney,
} from '../../../support/core/stages.ts';

const goals: Record<string, GoalDocument> = {
  budget: askingForBudget().document,
  cost: askingForBudget({ costUsd: 0.4 }).document,
  permission: blockedAgent().document,
  'rate limit': rateLimited().document,
  purse: withoutMoney().document,
  sleep: asleepGoal().document,
};
const typed = (goal: GoalDocument) => waysOut(goal).map(({ type }) => type);

test('a goal that waits for nothing has nothing to decide', () => {
  expect(waysOut(runningGoal())).toEqual([]);
});

const offered = Object.values(goals).flatMap(typed);

test.each(offered)('“%s” is offered, and can be typed', (line) => {
  const request = { form: 'line', line: line.replace(/^\/goal /, '') } as const;
  expect(parseVerb(verbTable, request, false)).toMatchObject({ ok: true });
});

test('no wait is without a way out', () => {
  for (const goal of Object.values(goals)) expect(typed(goal).length).toBeGreaterThan(0);
});

test('the offer is the same to click and to type', () => {
  const { waiting } = goals['cost'] as GoalDocument;
  expect(typed(goals['cost'] as GoalDocument)).toEqual([
    `/goal approve ${waiting?.request}`,
    '/goal budget G-1 +1usd',
    `/goal deny ${waiting?.request}`,
  ]);
});

test('an old wait without an offer, or without a request, still has a way', () => {
  const { waiting, ...goal } = goals['budget'] as GoalDocument;
  const { offer: _offer, request: _request, ...rest } = waiting as NonNullable<typeof waiting>;
  expect(typed({ ...goal, waiting: rest })).toEqual(['/goal budget G-1 +5turns', '/goal cancel G-1']);
});

test('what is typed stands in a fixed font', () => {
  expect(waySpans(waysOut(goals['rate limit'] as GoalDocument))).toEqual([
    { code: '/goal switch G-1 --agent A' },
    ' goes on with another agent',
    ' · ',
    { code: '/goal cancel G-1' },
    ' ends it',
  ]);
});
