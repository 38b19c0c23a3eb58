import { expect, test } from 'vitest';
import {
  answers,
  asks,
  later,
  nextOrder,
  promptOf,
  question,
  questionWaitMs,
  waiting,
} from '../../../../support/asking.ts';
import {
  alice,
  bob,
  context,
  fold,
  foldIn,
  runningGoal,
  turnFailed,
  turnFinished,
} from '../../../../support/core/sample-goal.ts';

test('with several questions it waits for all of them, until the first deadline', () => {
  const two = foldIn(later(5000), fold(runningGoal(), asks()).document, asks('c2'), turnFinished());
  expect(two.document.waiting).toMatchObject({ deadline: context.now + questionWaitMs });
  expect(two.document.waiting?.note).toMatch(/Q-1: .*Q-2: /);
  const one = fold(two.document, answers()).document;
  expect(one).toMatchObject({ state: 'waiting', waiting: { deadline: context.now + 5000 + questionWaitMs } });
  const none = fold(one, answers('Postgres', 'Q-2')).document;
  expect(none.state).toBe('queued');
  const prompt = promptOf(nextOrder(none));
  expect(prompt).toMatch(/SQLite.*Postgres/s);
});

test('of several late questions each with a default has it, and the goal waits for the others', () => {
  const first = fold(runningGoal(), asks('c1', { fallback: 'Postgres' })).document;
  const both = foldIn(later(5000), first, asks('c2'), turnFinished()).document;
  const { document } = foldIn(later(), both, { type: 'WakeDue' });
  expect(document).toMatchObject({
    state: 'waiting',
    waiting: { note: question.text, deadline: context.now + 5000 + questionWaitMs },
    questions: [{ state: 'expired', answer: 'Postgres' }, { state: 'open' }],
  });
});

test('a message is no answer, but the goal goes on with it; nobody is waited for any more', () => {
  const told = fold(waiting().document, { type: 'MessageGiven', by: alice, text: 'use the old one' });
  expect(told.document).toMatchObject({ state: 'queued', questions: [{ state: 'open' }] });
  const ordered = nextOrder(told.document);
  expect(ordered.questions).toMatchObject([{ state: 'expired' }]);
  expect(promptOf(ordered)).toMatch(/use the old one.*nobody has given an answer/s);
});

test('a message during the turn is told instead of waiting for the answer', () => {
  const { document } = fold(
    runningGoal(),
    asks(),
    { type: 'MessageGiven', by: alice, text: 'never mind' },
    turnFinished(),
  );
  expect(document).toMatchObject({ state: 'running', questions: [{ state: 'expired' }] });
});

test('resumed while it waits, it goes on without the answer', () => {
  const { document } = fold(waiting().document, { type: 'ResumeWished', by: alice });
  expect(document).toMatchObject({ state: 'queued', questions: [{ state: 'expired' }] });
  const withDefault = fold(waiting({ fallback: 'Postgres' }).document, { type: 'ResumeWished', by: alice });
  expect(promptOf(nextOrder(withDefault.document))).toContain('Postgres');
});

test('a paused goal can be answered, and takes no default; resumed, it waits with the whole time again', () => {
  const held = fold(waiting({ fallback: 'Postgres' }).document, { type: 'PauseWished', by: alice }).document;
  expect(held).toMatchObject({ state: 'paused', questions: [{ state: 'open' }] });
  expect(foldIn(later(), held, { type: 'WakeDue' }).document.questions).toMatchObject([{ state: 'open' }]);
  const resumed = foldIn(later(), held, { type: 'ResumeWished', by: alice }).document;
  expect(resumed).toMatchObject({
    state: 'waiting',
    waiting: { reason: 'question', deadline: context.now + 2 * questionWaitMs },
  });
  const answered = fold(held, answers(), { type: 'ResumeWished', by: alice }).document;
  expect(answered).toMatchObject({ state: 'queued', questions: [{ answer: 'SQLite' }] });
});

test('a stopped turn leaves its question open', () => {
  const { document } = fold(
    runningGoal(),
    asks(),
    { type: 'StopWished', by: bob, at: 5000 },
    turnFinished({ outcome: 'aborted', text: 'half' }),
  );
  expect(document).toMatchObject({ state: 'paused', questions: [{ state: 'open' }] });
});

test('a broken turn waits for its answer before it is tried again', () => {
  const { document } = fold(runningGoal(), asks(), turnFailed({ kind: 'crashed', message: 'killed' }));
  expect(document).toMatchObject({ state: 'waiting', waiting: { reason: 'question' } });
});
