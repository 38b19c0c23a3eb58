import { expect, test } from 'vitest';
import { mainEffect } from '../../../../../src/goal/draft.ts';
import {
  answers,
  asks,
  inFile,
  later,
  nextOrder,
  promptOf,
  questionWaitMs,
  waiting,
} from '../../../../support/asking.ts';
import {
  alice,
  checkpointed,
  fold,
  foldIn,
  impatient,
  runningGoal,
  startedAs,
  turnFailed,
  turnFinished,
} from '../../../../support/core/sample-goal.ts';

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

test('the default counts while the turn still runs, too', () => {
  const { document } = foldIn(later(), fold(runningGoal(), asks('c1', { fallback: 'Postgres' })).document, {
    type: 'WakeDue',
  });
  expect(document).toMatchObject({
    state: 'running',
    questions: [{ state: 'expired', answer: 'Postgres' }],
  });
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
