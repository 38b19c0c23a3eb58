import { expect, test } from 'vitest';
import {
  bob,
  fold,
  ready,
  sampleGoal,
  started,
  turnFailed,
  turnFinished,
} from '../../../../support/core/sample-goal.ts';

const given = () =>
  fold(sampleGoal(), { type: 'MessageGiven', by: bob, text: 'one' }, ...ready, started).document;

test('a turn that ran to its end has read its messages, named or not; the log says whether it named them', () => {
  const silent = fold(given(), turnFinished({ text: 'Done.' }));
  expect(silent.document.messages).toMatchObject([{ state: 'acknowledged', turn: 1 }]);
  expect(silent.log).toContainEqual(
    expect.objectContaining({
      type: 'message.receipt',
      data: { receipt: 'M-1', state: 'acknowledged', named: false },
    }),
  );
  const polite = fold(given(), turnFinished({ text: 'M-1: will do.' }));
  expect(JSON.stringify(polite.log)).toContain('"named":true');
});

test('after a broken turn a message is queued again, as if it had reached no turn', () => {
  const { document } = fold(given(), turnFailed({ kind: 'network', message: 'x' }));
  expect(document.messages).toMatchObject([{ state: 'queued' }]);
  expect(document.messages[0]).not.toHaveProperty('turn');
});

test('a message that came while the turn ran is not taken for read', () => {
  const during = fold(given(), { type: 'MessageGiven', by: bob, text: 'two' }, turnFinished()).document;
  expect(during.messages.map(({ state }) => state)).toEqual(['acknowledged', 'queued']);
});
