import { expect, test } from 'vitest';
import { mainEffect } from '../../../../../src/goal/draft.ts';
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
  checkpointed,
  context,
  fold,
  foldIn,
  runningGoal,
  startedAs,
  turnFailed,
  turnFinished,
} from '../../../../support/core/sample-goal.ts';

test('a question of a running turn is told to people, and the turn goes on', () => {
  const { document, notices, log } = fold(runningGoal(), asks());
  expect(document).toMatchObject({
    state: 'running',
    questions: [{ id: 'Q-1', state: 'open', turn: 1, deadline: context.now + questionWaitMs }],
  });
  expect(notices).toEqual([{ type: 'Asked', question: 'Q-1' }]);
  expect(log).toMatchObject([{ type: 'question', data: { id: 'Q-1', text: question.text } }]);
});

test('the same call again is the same question; another call is another', () => {
  const { document, notices } = fold(runningGoal(), asks(), asks());
  expect(document.questions).toHaveLength(1);
  expect(notices).toEqual([]);
  expect(fold(document, asks('c2')).document.questions.map(({ id }) => id)).toEqual(['Q-1', 'Q-2']);
});

test('a turn that is being ended asks nobody', () => {
  const { document } = fold(runningGoal(), { type: 'StopWished', by: bob, at: 5000 }, asks());
  expect(document.questions).toEqual([]);
});

test('a turn that ends with a question open is not judged: the goal waits, without a slot, until its deadline', () => {
  const { document } = waiting();
  expect(document).toMatchObject({
    state: 'waiting',
    next: 'checkpoint',
    waiting: {
      reason: 'question',
      note: question.text,
      deadline: context.now + questionWaitMs,
      course: 'escalate',
    },
  });
});

test('answered, it goes on in the same session, and the next prompt says the answer', () => {
  const answered = fold(waiting().document, answers());
  expect(answered.document).toMatchObject({
    state: 'queued',
    questions: [{ state: 'answered', answer: 'SQLite', by: bob }],
  });
  expect(answered.notices).toEqual([{ type: 'Answered', question: 'Q-1' }]);
  const ordered = nextOrder(answered.document);
  expect(mainEffect(ordered)).toMatchObject({ type: 'RunTurn', turn: 2, session: { resume: true } });
  expect(promptOf(ordered)).toMatch(/Postgres or SQLite\?.*the operator bob answers:\nSQLite/s);
});

test('the first answer counts', () => {
  const { document, notices } = fold(waiting().document, answers(), answers('Postgres', 'Q-1', alice));
  expect(document.questions).toMatchObject([{ answer: 'SQLite', by: bob }]);
  expect(notices).toEqual([]);
});

test('what the tool has told its agent is not told again, and the turn is judged', () => {
  const { document } = fold(
    runningGoal(),
    asks(),
    answers(),
    { type: 'AnswerTaken', question: 'Q-1' },
    turnFinished(),
  );
  expect(mainEffect(document)).toMatchObject({ type: 'CheckAcceptance' });
  expect(document.questions).toMatchObject([{ taken: true }]);
});

test('an answer that came too late for the tool is told by a turn more, and then the work is judged', () => {
  const { document } = fold(runningGoal(), asks(), answers(), turnFinished());
  expect(mainEffect(document)).toMatchObject({ type: 'MakeCheckpoint' });
  const second = fold(document, checkpointed(2));
  expect(promptOf(second.document)).toContain('SQLite');
  const judged = fold(second.document, startedAs(2), turnFinished());
  expect(mainEffect(judged.document)).toMatchObject({ type: 'CheckAcceptance' });
});

test('a turn that breaks loses what its tool was told: the next prompt says it again', () => {
  const { document } = fold(
    runningGoal(),
    asks(),
    answers(),
    { type: 'AnswerTaken', question: 'Q-1' },
    turnFailed({ kind: 'crashed', message: 'killed' }),
    checkpointed(2),
  );
  expect(promptOf(document)).toMatch(/answers:\nSQLite/);
});

test('that an answer was taken counts for nothing when the turn that asked is over', () => {
  const broken = fold(runningGoal(), asks(), answers(), turnFailed({ kind: 'crashed', message: 'killed' }));
  const { document } = fold(broken.document, { type: 'AnswerTaken', question: 'Q-1' }, checkpointed(2));
  expect(promptOf(document)).toMatch(/answers:\nSQLite/);
});

test('nor does it in a later turn, which did not ask', () => {
  const broken = foldIn(
    later(1),
    fold(runningGoal(), asks(), answers()).document,
    turnFailed({ kind: 'crashed', message: 'killed' }),
  );
  const again = foldIn(later(2), broken.document, checkpointed(2), startedAs(2));
  const { document } = fold(again.document, { type: 'AnswerTaken', question: 'Q-1' });
  expect(document.questions[0]?.taken).toBeUndefined();
});
