import { expect, test } from 'vitest';
import { mainEffect } from '../../../../../src/goal/draft.ts';
import type { GoalEvent, TurnFinished } from '../../../../../src/goal/events.ts';
import type { GoalDocument } from '../../../../../src/goal/state.ts';
import { turnPrompt } from '../../../../../src/text/turn-prompt.ts';
import {
  alice,
  bob,
  checkpointed,
  context,
  fold,
  foldIn,
  impatient,
  runningGoal,
  startedAs,
  turnFailed,
  turnFinished,
} from '../../../../support/core/sample-goal.ts';

const { questionWaitMs } = context.rules;
const question = { text: 'Postgres or SQLite?', options: ['Postgres', 'SQLite'] } as const;
const asks = (call = 'c1', more: { fallback?: string } = {}) =>
  ({ type: 'QuestionAsked', call, ...question, ...more }) as const;
const answers = (text = 'SQLite', id = 'Q-1', by = bob): GoalEvent => ({
  type: 'QuestionAnswered',
  by,
  question: id,
  text,
});
const inFile = (more: { fallback?: string; text?: string } = {}): Partial<TurnFinished> => ({
  questionFile: { call: 'f1', text: question.text, options: [], ...more },
});
const later = (ms = questionWaitMs) => ({ ...context, now: context.now + ms });

/** The first turn ended, and its question is open. */
const waiting = (more: { fallback?: string } = {}) => fold(runningGoal(), asks('c1', more), turnFinished());
const promptOf = (goal: GoalDocument): string => {
  const turn = goal.effects.find((effect) => effect.type === 'RunTurn');
  if (turn === undefined) throw new Error('no turn is ordered');
  return turnPrompt(goal, turn, {});
};
/** From a queued goal to the order of its next turn. */
const nextOrder = (goal: GoalDocument, number = 2): GoalDocument =>
  fold(goal, { type: 'SlotGranted' }, checkpointed(number)).document;

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

test('an answer in a prompt that broke stands in the next one, too', () => {
  const ordered = nextOrder(fold(waiting().document, answers()).document);
  const again = fold(
    ordered,
    startedAs(2),
    turnFailed({ kind: 'crashed', message: 'killed' }),
    checkpointed(3),
  );
  expect(promptOf(again.document).match(/answers:\nSQLite/g)).toHaveLength(1);
});

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

test('at the deadline the default of the question is the answer', () => {
  const { document, notices } = foldIn(later(), waiting({ fallback: 'Postgres' }).document, {
    type: 'WakeDue',
  });
  expect(document).toMatchObject({ state: 'queued', questions: [{ state: 'expired', answer: 'Postgres' }] });
  expect(notices).toEqual([{ type: 'Answered', question: 'Q-1' }]);
  expect(promptOf(nextOrder(document))).toMatch(/nobody has answered in time.*Postgres/s);
});

test('without a default a person has to decide, and is told how to go on', () => {
  const { document, notices } = foldIn(later(), waiting().document, { type: 'WakeDue' });
  expect(document).toMatchObject({ state: 'escalated', questions: [{ state: 'expired' }] });
  expect(document.result?.hint).toContain('/goal continue G-1');
  expect(notices).toEqual([{ type: 'RunEnded' }]);
  expect(foldIn(later(questionWaitMs - 1), waiting().document, { type: 'WakeDue' }).document.state).toBe(
    'waiting',
  );
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

test('the default counts while the turn still runs, too', () => {
  const { document } = foldIn(later(), fold(runningGoal(), asks('c1', { fallback: 'Postgres' })).document, {
    type: 'WakeDue',
  });
  expect(document).toMatchObject({
    state: 'running',
    questions: [{ state: 'expired', answer: 'Postgres' }],
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

test('a goal that ends takes its questions with it; continued, its agent is told, begun anew it is not', () => {
  const ended = fold(waiting().document, { type: 'CancelWished', by: alice, reason: '' }).document;
  expect(ended).toMatchObject({ state: 'cancelled', questions: [{ state: 'expired' }] });
  const continued = fold(ended, { type: 'ContinueWished', by: alice, text: '' }).document;
  expect(promptOf(nextOrder(continued))).toContain('nobody has given an answer');
  const anew = fold(ended, { type: 'RetryWished', by: alice, text: '' }, { type: 'WorkspaceRestored' });
  expect(promptOf(nextOrder(anew.document))).not.toContain('nobody has given an answer');
});

test('where nobody can be asked a question is over at once, and its agent is told so', () => {
  const { document, notices } = foldIn(impatient, runningGoal(), turnFinished(inFile()));
  expect(document).toMatchObject({ state: 'running', questions: [{ state: 'expired' }] });
  expect(notices).toEqual([]);
  expect(promptOf(fold(document, checkpointed(2)).document)).toContain('decide it yourself');
});

test('a question in the turn’s file is asked when the turn ends', () => {
  const { document, notices } = fold(runningGoal(), turnFinished(inFile({ fallback: 'SQLite' })));
  expect(document).toMatchObject({
    state: 'waiting',
    waiting: { course: 'queue', atDeadline: 'the answer is: SQLite' },
    questions: [{ id: 'Q-1', fallback: 'SQLite' }],
  });
  expect(notices).toEqual([{ type: 'Asked', question: 'Q-1' }]);
});

test('a report in the question file is the turn’s summary, and the work is judged', () => {
  const text = 'Done. I fixed the sum. Anything else?';
  const { document } = fold(runningGoal(), turnFinished(inFile({ text })));
  expect(document).toMatchObject({
    questions: [],
    turns: [{ summary: text }],
  });
  expect(mainEffect(document)).toMatchObject({ type: 'CheckAcceptance' });
});

test('an agent that asks does not fall asleep', () => {
  const text = '{"__drover_sleep__": true, "duration_ms": 60000, "reason": "x"}';
  expect(fold(runningGoal(), asks(), turnFinished({ text })).document.state).toBe('waiting');
});
