import { expect, test } from 'vitest';
import type { LadderRules } from '../../../../../src/domain/rules/ladder.ts';
import { defaultRules } from '../../../../../src/domain/rules/loop-rules.ts';
import type { GoalEvent } from '../../../../../src/goal/events.ts';
import { nextRungAt } from '../../../../../src/goal/moves/ladder/climb.ts';
import { reduce, type Step } from '../../../../../src/goal/reduce.ts';
import type { GoalDocument } from '../../../../../src/goal/state.ts';
import { alice, context, fold, foldIn, runningGoal } from '../../../../support/core/sample-goal.ts';

const minute = 60_000;
const operations = { platform: 'slack', workspace: '', channel: 'C0OPS' } as const;
const ladder: LadderRules = { ...defaultRules.ladder, operations };

const at = (minutes: number, rules: LadderRules = ladder) => ({
  ...context,
  now: context.now + minutes * minute,
  rules: { ...context.rules, ladder: rules },
});

/** The agent asks from inside its turn, which goes on. */
const asks = { type: 'QuestionAsked', call: 'c1', text: 'Which?', options: [] } as const;

const asking = (rules = ladder, goal = runningGoal()): GoalDocument =>
  foldIn(at(0, rules), goal, asks).document;

const wakes = (goal: GoalDocument, minutes: number, event: GoalEvent = { type: 'WakeDue' }): Step => {
  const step = reduce(goal, event, at(minutes));
  if (step === undefined) throw new Error('nothing was folded');
  return step;
};

const told = ({ notices }: Step): unknown[] =>
  notices.flatMap((notice) => (notice.type === 'Climbed' ? [notice.step] : []));

const states = (goal: GoalDocument): unknown[] =>
  goal.ladders[0]?.rungs.map(({ to, state }) => `${to} ${state}`) ?? [];

test('what asks in the thread is the first rung; the others are waited for', () => {
  const goal = asking();
  expect(states(goal)).toEqual(['thread sent', 'mention waiting', 'direct waiting', 'operations waiting']);
  expect(nextRungAt(goal)).toBe(context.now + 10 * minute);
});

test('each rung is told at its time, once, and not before', () => {
  let goal = asking();
  const steps = [9, 10, 11, 59, 60, 239, 240, 500].map((minutes) => {
    const step = wakes(goal, minutes);
    goal = step.document;
    return [minutes, told(step)];
  });
  expect(steps).toEqual([
    [9, []],
    [10, [1]],
    [11, []],
    [59, []],
    [60, [2]],
    [239, []],
    [240, [3]],
    [500, []],
  ]);
  expect(nextRungAt(goal)).toBeUndefined();
});

test('after an answer nobody is told any more', () => {
  const answered = fold(asking(), {
    type: 'QuestionAnswered',
    by: alice,
    question: 'Q-1',
    text: 'A',
  }).document;
  expect(nextRungAt(answered)).toBeUndefined();
  expect(told(wakes(answered, 500))).toEqual([]);
});

test('a rung that cannot be delivered calls the next at once', () => {
  const refused = wakes(asking(), 1, { type: 'RungRefused', ask: 'Q-1', step: 0, code: 'is_archived' });
  expect(told(refused)).toEqual([1]);
  const again = wakes(refused.document, 1, { type: 'RungRefused', ask: 'Q-1', step: 1, code: 'is_archived' });
  expect(told(again)).toEqual([2]);
  expect(again.document.ladders[0]?.rungs[0]).toMatchObject({ state: 'refused', code: 'is_archived' });
  expect(nextRungAt(again.document)).toBe(context.now + 240 * minute);
});

test('what became of each rung is kept', () => {
  const posted = wakes(asking(), 1, { type: 'RungDelivered', ask: 'Q-1', step: 0, messageId: '17.1' });
  expect(posted.document.ladders[0]?.rungs[0]).toMatchObject({ state: 'delivered', messageId: '17.1' });
  expect(told(posted)).toEqual([]);
});

test('a paused goal is not asked about, and after the pause people have their time again', () => {
  const asked = fold(asking(), { type: 'StopWished', by: alice, at: context.now + minute });
  const paused = { ...asked.document, state: 'paused' as const };
  expect(nextRungAt(paused)).toBeUndefined();
  expect(told(wakes(paused, 500))).toEqual([]);
  const resumed = wakes(paused, 500, { type: 'ResumeWished', by: alice });
  expect(told(resumed)).toEqual([]);
  expect(nextRungAt(resumed.document)).toBe(context.now + 510 * minute);
});

test('rungs that lead nowhere are left out: no operations channel, no direct messages at a terminal', () => {
  const local = runningGoal({}, { dispatcher: { platform: 'local', user: 'local' } });
  expect(states(asking(defaultRules.ladder, local))).toEqual(['thread sent', 'mention waiting']);
});

test('a ladder that does not begin in the thread tells its first rung at its time', () => {
  const goal = asking({ steps: [{ to: 'direct', afterMs: minute }] });
  expect(states(goal)).toEqual(['direct waiting']);
  const step = wakes(goal, 1);
  expect(told(step)).toEqual([0]);
  expect(step.document.ladders[0]?.rungs[0]?.place).toEqual({
    platform: 'slack',
    workspace: 'T1',
    channel: 'U1',
  });
});

test('a request climbs like a question, and another request has a ladder of its own', () => {
  const waiting = { ...runningGoal(), effects: [], state: 'waiting' as const };
  const wait = {
    reason: 'permission',
    note: 'may it push?',
    deadline: context.now + 600 * minute,
    course: 'escalate',
    atDeadline: 'the goal is handed to a person',
    request: 'R-AAAAAA',
  } as const;
  const goal: GoalDocument = { ...waiting, waiting: wait };
  const climbing = wakes(goal, 0).document;
  expect(climbing.ladders.map(({ ask }) => ask)).toEqual(['R-AAAAAA']);
  expect(told(wakes(climbing, 10))).toEqual([1]);
  const other = { ...climbing, waiting: { ...wait, request: 'R-BBBBBB' } };
  expect(wakes(other, 10).document.ladders.map(({ ask }) => ask)).toContain('R-BBBBBB');
  expect(told(wakes(other, 10))).toEqual([]);
});

test('the log tells of each time that people are told again', () => {
  const { log } = wakes(asking(), 10);
  expect(log).toContainEqual(
    expect.objectContaining({
      type: 'escalate',
      data: expect.objectContaining({ ask: 'Q-1', to: 'mention' }),
    }),
  );
});
