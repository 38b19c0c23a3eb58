import { expect, test } from 'vitest';
import { goalIdOf } from '../../../../src/domain/ids.ts';
import { narrate } from '../../../../src/text/narrate.ts';
import { alice, fold, sampleGoal } from '../../../support/core/sample-goal.ts';
import { wordsOf } from '../../../support/core/words-of.ts';

const dependent = (afterFailed: 'cancel' | 'run') =>
  fold(sampleGoal({}, { after: [goalIdOf(5), goalIdOf(6)], afterFailed }), {
    type: 'DependencyEnded',
    goal: goalIdOf(5),
    state: 'done',
  }).document;

test('a goal that waits for others names those that are open, and the way around them', () => {
  const told = wordsOf(narrate({ type: 'WaitsForGoals' }, dependent('cancel')));
  expect(told).toContain('G-1 waits for G-6');
  expect(told).not.toContain('G-5');
  expect(told).toContain('when they are done');
  expect(told).toContain('/goal edit G-1 --after none');
  expect(wordsOf(narrate({ type: 'WaitsForGoals' }, dependent('run')))).toContain('when they have ended');
});

test('a goal that is cancelled for another one says for which', () => {
  const told = wordsOf(
    narrate({ type: 'DependencyFailed', goal: 'G-5', state: 'failed' }, dependent('cancel')),
  );
  expect(told).toContain('G-5 ended as failed');
});

test('an edit says what was edited, and by whom', () => {
  const told = wordsOf(narrate({ type: 'Edited', by: alice, what: 'the task' }, sampleGoal()));
  expect(told).toContain('G-1 is edited: the task');
  expect(told).toContain('alice');
});
