import { expect, test } from 'vitest';
import { alice, fold, runningGoal } from '../../../../support/core/sample-goal.ts';

const asking = fold(runningGoal(), {
  type: 'QuestionAsked',
  call: 'c1',
  text: 'Which?',
  options: [],
}).document;
const first = { ask: 'Q-1', step: 0 } as const;

test('a rung that was dropped calls nobody else', () => {
  const { document, notices } = fold(asking, { type: 'RungDropped', ...first });
  expect(document.ladders[0]?.rungs.map(({ state }) => state)).toEqual(['dropped', 'waiting', 'waiting']);
  expect(notices).toEqual([]);
});

test('what becomes of a rung is told once; what nobody waits for changes nothing', () => {
  const refused = fold(asking, { type: 'RungRefused', ...first, code: 'is_archived' }).document;
  const again = fold(refused, { type: 'RungDelivered', ...first, messageId: '17.1' });
  expect(again.document).toEqual(refused);
  expect(fold(asking, { type: 'RungDelivered', ask: 'Q-9', step: 0, messageId: '1' }).document).toEqual(
    asking,
  );
});

test('the ladder of what is answered is forgotten when nothing of it is on its way', () => {
  const answered = fold(asking, { type: 'QuestionAnswered', by: alice, question: 'Q-1', text: 'A' }).document;
  expect(answered.ladders).toHaveLength(1);
  const posted = fold(answered, { type: 'RungDelivered', ...first, messageId: '17.1' }).document;
  expect(posted.ladders).toEqual([]);
});
