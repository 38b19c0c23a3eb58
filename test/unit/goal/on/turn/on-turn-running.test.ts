import { expect, test } from 'vitest';
import { mainEffect } from '../../../../../src/goal/draft.ts';
import { fold, ready, runningGoal, sampleGoal, startedAs } from '../../../../support/core/sample-goal.ts';

test('a start is stored before the process exists, with a number that no other start has', () => {
  const ordered = fold(sampleGoal(), ...ready).document;
  expect(mainEffect(ordered)).not.toHaveProperty('started');
  const { document, log } = fold(ordered, startedAs(1));
  expect(mainEffect(document)).toMatchObject({ started: { seq: 1 } });
  expect(document.seq).toBe(1);
  expect(log).toMatchObject([{ type: 'attempt.started', turn: 1, data: { seq: 1, resume: false } }]);
});

test('progress keeps the last text when only tools are reported', () => {
  const { document } = fold(
    runningGoal(),
    { type: 'TurnProgressed', tools: 1, text: 'I read.' },
    { type: 'TurnProgressed', tools: 2 },
  );
  expect(document.progress).toMatchObject({ text: 'I read.', tools: 2 });
});

test('a session that the agent names itself is kept at once', () => {
  const { document } = fold(runningGoal(), { type: 'TurnProgressed', tools: 0, session: 'named-1' });
  expect(document.session).toMatchObject({ id: 'named-1', started: true });
});
