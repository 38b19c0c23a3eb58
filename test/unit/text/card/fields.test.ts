import { expect, test } from 'vitest';
import { checksLine, setting, standing, work } from '../../../../src/text/card/fields.ts';
import { bob, fold, red, runningGoal, sampleGoal, turnFinished } from '../../../support/core/sample-goal.ts';
import { checks, inSecondTurn, rateLimited } from '../../../support/core/stages.ts';

test('state and deadline come first', () => {
  expect(standing(rateLimited().document).map(({ label }) => label)).toEqual(['State', 'Until', 'You can']);
  expect(standing(runningGoal()).map(({ label }) => label)).toEqual(['State']);
});

test('the setting is what was asked for', () => {
  expect(setting(sampleGoal()).map(({ label }) => label)).toEqual(['Project', 'Branch', 'Agent', 'Budget']);
  const chained = setting(sampleGoal({}, { parent: sampleGoal().id }));
  expect(chained.find(({ label }) => label === 'After')?.value).toEqual(['G-1, whose hook dispatched it']);
});

test('each check has its sign', () => {
  const other = { ...red, label: 'lint' } as never;
  expect(checksLine(inSecondTurn([red, other]))).toEqual(['✘ ', { code: 'npm test' }, '']);
});

test('every message is shown by its receipt and how far it got', () => {
  const message = { type: 'MessageGiven', by: bob, text: 'x' } as const;
  const read = fold(
    fold(runningGoal(), message, turnFinished(), checks([red])).document,
    { type: 'CheckpointMade', number: 2, sha: 'e' },
    { type: 'TurnStarted', seq: 2, promptBytes: 1 },
    message,
    turnFinished(),
  ).document;
  const line = (goal: typeof read) => work(goal).find(({ label }) => label === 'Messages')?.value;
  expect(line(read)).toEqual(['M-1 acknowledged (turn 2) · M-2 queued']);
  const lost = fold(read, { type: 'CancelWished', by: bob, reason: '' }).document;
  expect(line(lost)).toEqual(['M-1 acknowledged (turn 2) · M-2 not delivered']);
});

test('a check that was red before is shown so, and one that may stay red has a sign of its own', () => {
  const excused = { ...inSecondTurn([red]), baseline: [red], checks: [{ ...red, excused: true }] };
  expect(checksLine(excused)).toEqual(['◐ ', { code: 'npm test' }, ' (excused: red on base)']);
  expect(checksLine({ ...excused, checks: [red] })).toEqual(['✘ ', { code: 'npm test' }, ' (red on base)']);
});

const line = (goal: ReturnType<typeof runningGoal>) => work(goal).find(({ label }) => label === 'Touches');

test('what a change touches that the verdict rests on is said', () => {
  const flags = [{ kind: 'ci' as const, paths: ['.travis.yml'] }];
  expect(line({ ...runningGoal(), flags })?.value).toEqual(['CI: .travis.yml']);
  expect(line(runningGoal())).toBeUndefined();
});
