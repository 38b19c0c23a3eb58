import { expect, test } from 'vitest';
import type { Rung } from '../../../../src/goal/waiting.ts';
import { rungFields } from '../../../../src/text/card/rung-fields.ts';
import { fold, runningGoal } from '../../../support/core/sample-goal.ts';

const asking = fold(runningGoal(), {
  type: 'QuestionAsked',
  call: 'c1',
  text: 'Which?',
  options: [],
}).document;

/** Its ladder, with these rungs in these states. */
const standing = (...states: Rung['state'][]) =>
  rungFields({
    ...asking,
    ladders: asking.ladders.map(({ ask, rungs }) => ({
      ask,
      rungs: rungs.map((rung, step) => ({ ...rung, state: states[step] ?? rung.state, code: 'is_archived' })),
    })),
  });

test('a question that is only in its thread says enough by itself', () => {
  expect(standing('sent')).toEqual([]);
  expect(standing('delivered')).toEqual([]);
});

test('who was told, who could not be, and who is next', () => {
  expect(standing('refused', 'delivered')).toEqual([
    {
      label: 'Told of Q-1',
      value: ['not this thread (is_archived) · a mention · next a direct message at 01:00 UTC'],
    },
  ]);
});
