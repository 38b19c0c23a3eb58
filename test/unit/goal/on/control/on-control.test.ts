import { expect, test } from 'vitest';
import { mainEffect } from '../../../../../src/goal/draft.ts';
import {
  alice,
  bob,
  checked,
  checkpointed,
  fold,
  green,
  ready,
  runningGoal,
  sampleGoal,
  startedAs,
  turnFailed,
  turnFinished,
} from '../../../../support/core/sample-goal.ts';

test('resuming a goal that is not paused and not going to be changes nothing', () => {
  const goal = runningGoal();
  const step = fold(goal, { type: 'ResumeWished', by: alice });
  expect(step).toEqual({ document: goal, log: [], notices: [], cooldowns: [], rootWanted: false });
});

test('who paused is forgotten when somebody resumes', () => {
  const { document } = fold(
    sampleGoal(),
    { type: 'PauseWished', by: alice },
    { type: 'ResumeWished', by: bob },
  );
  expect(document.pausedBy).toBeUndefined();
  expect(document.state).toBe('queued');
});

test('a second cancel cannot change by whom and why it ended', () => {
  const first = fold(sampleGoal(), { type: 'CancelWished', by: alice, reason: 'mine' }).document;
  const second = fold(first, { type: 'CancelWished', by: bob, reason: 'no, mine' });
  expect(second.document).toEqual(first);
  expect(second.notices).toEqual([]);
});

test('messages have receipts of their own in the order they came, and are logged without their text', () => {
  const { document, log } = fold(
    sampleGoal(),
    { type: 'MessageGiven', by: bob, text: 'one' },
    { type: 'MessageGiven', by: alice, text: 'a secret' },
  );
  expect(document.messages.map(({ receipt, text }) => [receipt, text])).toEqual([
    ['M-1', 'one'],
    ['M-2', 'a secret'],
  ]);
  expect(JSON.stringify(log)).not.toContain('a secret');
});

test('a message to a goal that is over is not taken', () => {
  const over = fold(sampleGoal(), { type: 'CancelWished', by: alice, reason: '' }).document;
  expect(fold(over, { type: 'MessageGiven', by: bob, text: 'wait' }).document).toEqual(over);
});

const now = { type: 'MessageGiven', by: bob, text: 'look at the cache', now: true } as const;

test('a message that is to be heard now ends the running turn and stands in the next one', () => {
  const interrupted = fold(runningGoal(), now).document;
  expect(mainEffect(interrupted)).toMatchObject({ abort: 'interrupted' });
  const next = fold(interrupted, turnFinished({ outcome: 'aborted' }), checkpointed(2));
  expect(next.document.state).toBe('running');
  expect(mainEffect(next.document)).toMatchObject({ turn: 2, receipts: ['M-1'], session: { resume: true } });
});

test('a turn that ended by itself in that moment is not checked first: the message comes first', () => {
  const { document } = fold(runningGoal(), now, turnFinished());
  expect(mainEffect(document)?.type).toBe('MakeCheckpoint');
});

test('it puts off checks and delivery, and joins a turn that is ordered but not started', () => {
  const checking = fold(runningGoal(), turnFinished(), now).document;
  expect(mainEffect(checking)?.type).toBe('MakeCheckpoint');
  const committing = fold(runningGoal(), turnFinished(), checked([green]), now).document;
  expect(mainEffect(committing)?.type).toBe('MakeCheckpoint');
  const ordered = fold(sampleGoal(), ...ready, now).document;
  expect(mainEffect(ordered)).toMatchObject({ type: 'RunTurn', turn: 1, attempt: 1, receipts: ['M-1'] });
  expect(fold(ordered, startedAs(1), turnFinished()).document.messages).toMatchObject([
    { state: 'acknowledged' },
  ]);
});

test('a compaction is not interrupted: the message waits for the turn behind it', () => {
  const goal = fold(
    runningGoal(),
    { type: 'CompactWished', by: alice, focus: '' },
    turnFailed({ kind: 'agent-error', message: 'x' }),
    checkpointed(2),
    startedAs(2),
    now,
  ).document;
  expect(mainEffect(goal)).toMatchObject({ kind: 'compact', receipts: [] });
  expect(mainEffect(goal)).not.toHaveProperty('abort');
  const { document } = fold(goal, turnFinished({ text: 'summary' }));
  expect(mainEffect(document)).toMatchObject({ kind: 'work', receipts: ['M-1'] });
});

test('a word to a goal that needs permission lets it go on', () => {
  const blocked = fold(runningGoal(), turnFailed({ kind: 'permission-blocked', message: 'rm -rf' })).document;
  expect(blocked).toMatchObject({ state: 'waiting', waiting: { reason: 'permission', course: 'escalate' } });
  const said = fold(blocked, { type: 'MessageGiven', by: bob, text: 'do without' }).document;
  expect(said.state).toBe('queued');
  expect(said.waiting).toBeUndefined();
});

test('what was said while the checks ran is heard before the work is committed', () => {
  const { document } = fold(
    runningGoal(),
    turnFinished(),
    { type: 'MessageGiven', by: bob, text: 'and the docs' },
    checked([green]),
  );
  expect(mainEffect(document)?.type).toBe('MakeCheckpoint');
  const spent = fold(
    runningGoal({ turns: 1 }),
    turnFinished(),
    { type: 'MessageGiven', by: bob, text: 'and the docs' },
    checked([green]),
  ).document;
  expect(mainEffect(spent)?.type).toBe('CommitWork');
});
