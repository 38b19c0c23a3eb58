import { expect, test } from 'vitest';
import {
  alice,
  context,
  fold,
  foldIn,
  runningGoal,
  sampleGoal,
  turnFinished,
} from '../../../../support/core/sample-goal.ts';

test('the card tells that drover is away, and that it came back while the turn ran', () => {
  const left = fold(runningGoal(), { type: 'DroverLeft' }).document;
  expect(left.restart).toEqual({ leftAt: 1000 });
  const back = foldIn({ ...context, now: 5000 }, left, { type: 'DroverBack' });
  expect(back.document.restart).toEqual({ leftAt: 1000, backAt: 5000 });
  expect(back.notices).toEqual([]);
  expect(back.log).toEqual([]);
  expect(fold(back.document, turnFinished()).document.restart).toBeUndefined();
});

test('where no turn runs there is nothing to tell after the return', () => {
  const { document } = fold(sampleGoal(), { type: 'DroverLeft' }, { type: 'DroverBack' });
  expect(document).toEqual(sampleGoal());
});

test('a goal that is over does not care', () => {
  const over = fold(sampleGoal(), { type: 'CancelWished', by: alice, reason: '' }).document;
  expect(fold(over, { type: 'DroverLeft' }).document).toEqual(over);
});
