import { expect, test } from 'vitest';
import { mainEffect } from '../../../../../src/goal/draft.ts';
import { usedBy } from '../../../../../src/goal/used.ts';
import type { GoalDocument } from '../../../../../src/goal/state.ts';
import {
  alice,
  bob,
  changed,
  checked,
  checkpointed,
  context,
  fold,
  foldIn,
  green,
  impatient,
  ready,
  red,
  runningGoal,
  sampleGoal,
  startedAs,
  turnFinished,
} from '../../../../support/core/sample-goal.ts';

const exhausted = (): GoalDocument =>
  foldIn(impatient, runningGoal({ turns: 1 }), turnFinished(), checked([red])).document;
const paused = (): GoalDocument =>
  fold(runningGoal(), { type: 'PauseWished', by: alice }, turnFinished(), checked([red]), {
    type: 'BaselineFinished',
    results: [],
  }).document;
const goOn = { type: 'ContinueWished', by: bob, text: '' } as const;

test('a new run goes on in the session, with the budgets anew and what was spent kept', () => {
  const { document, notices } = fold(exhausted(), { ...goOn, text: 'try the cache' });
  expect(document).toMatchObject({
    run: 2,
    state: 'queued',
    turn: 0,
    usage: { input: 100 },
    messages: [{ receipt: 'M-1', state: 'queued' }],
  });
  expect(usedBy(document)).toMatchObject({ turns: 0, tokens: 0, wallMs: 0, costUsd: 0 });
  expect(document.result).toBeUndefined();
  expect(notices).toEqual([{ type: 'RunBegun', how: 'continue', by: bob }]);
  const next = fold(document, { type: 'SlotGranted' }, checkpointed(2)).document;
  expect(mainEffect(next)).toMatchObject({
    id: expect.stringMatching(/^2\./),
    turn: 1,
    receipts: ['M-1'],
    session: { id: context.uuid, resume: true },
  });
  expect(fold(next, startedAs(2), turnFinished()).document.turns.map(({ run, seq }) => [run, seq])).toEqual([
    [1, 1],
    [2, 2],
  ]);
});

test('a retry begins at the base in a fresh session; the worktree is returned before anything else', () => {
  const { document } = fold(exhausted(), { type: 'RetryWished', by: bob, text: '' });
  expect(document.effects).toMatchObject([{ type: 'RestoreWorkspace', to: { kind: 'base' } }]);
  expect(document.session).toBeUndefined();
  expect(document.pastSessions).toHaveLength(1);
  const slot = fold(document, { type: 'SlotGranted' }).document;
  expect(slot.effects.filter((effect) => effect.type !== 'RunBaseline')).toHaveLength(1);
  const restored = fold(slot, { type: 'WorkspaceRestored' });
  expect(restored.notices).toEqual([{ type: 'Restored', to: 'the base' }]);
  expect(mainEffect(restored.document)?.type).toBe('MakeCheckpoint');
});

test('only a run that is over is followed by another', () => {
  for (const goal of [sampleGoal(), runningGoal(), paused()]) expect(fold(goal, goOn).document).toEqual(goal);
  const ending = fold(runningGoal(), { type: 'CancelWished', by: alice, reason: '' }).document;
  expect(fold(ending, goOn).document).toEqual(ending);
});

test('a goal that never got a worktree prepares it in its next run', () => {
  const failed = fold(
    sampleGoal(),
    { type: 'SlotGranted' },
    { type: 'EffectFailed', code: 'GIT_FAILED', message: 'x', hint: 'y' },
  ).document;
  const { document } = fold(failed, goOn, { type: 'SlotGranted' });
  expect(mainEffect(document)?.type).toBe('PrepareWorkspace');
});

test('a rollback returns the worktree at once, without a slot, and the agent is told', () => {
  const { document } = fold(paused(), { type: 'RollbackWished', by: bob, checkpoint: 1 });
  expect(document).toMatchObject({
    state: 'paused',
    effects: expect.arrayContaining([
      expect.objectContaining({
        type: 'RestoreWorkspace',
        to: { kind: 'checkpoint', number: 1, sha: 'c'.repeat(40) },
      }),
    ]),
  });
  const { document: done, notices } = fold(document, { type: 'WorkspaceRestored' });
  expect(done).toMatchObject({
    state: 'paused',
    effects: [],
    news: [{ type: 'restored', to: 'checkpoint 1' }],
  });
  expect(done.checks).toBeUndefined();
  expect(notices).toEqual([{ type: 'Restored', to: 'checkpoint 1' }]);
});

test('nothing is rolled back under a working agent, nor to a checkpoint that never was', () => {
  const running = runningGoal();
  expect(fold(running, { type: 'RollbackWished', by: bob, checkpoint: 1 }).document).toEqual(running);
  expect(fold(paused(), { type: 'RollbackWished', by: bob, checkpoint: 7 }).document).toEqual(paused());
});

test('a worktree that cannot be returned leaves a paused goal paused, and says why', () => {
  const { document, notices } = fold(
    paused(),
    { type: 'RollbackWished', by: bob, checkpoint: 1 },
    { type: 'EffectFailed', code: 'GIT_FAILED', message: 'no', hint: 'h' },
  );
  expect(document).toMatchObject({ state: 'paused', effects: [] });
  expect(notices).toEqual([{ type: 'RestoreFailed', problem: 'no', hint: 'h' }]);
});

test('work that was done can be rolled back, and taken up again', () => {
  const done = fold(
    runningGoal({}, { deliver: 'none' }),
    turnFinished(),
    checked([green]),
    { type: 'WorkCommitted', sha: 'd', changes: changed },
    { type: 'RollbackWished', by: bob, checkpoint: 1 },
    { type: 'WorkspaceRestored' },
  ).document;
  expect(done).toMatchObject({ state: 'done', effects: [] });
  expect(fold(done, goOn).document).toMatchObject({ state: 'queued', run: 2 });
});

test('another agent takes over at once where none works, else with the next turn', () => {
  const wish = { type: 'SwitchWished', by: bob, agent: { name: 'codex' } } as const;
  const idle = fold(paused(), wish);
  expect(idle.document).toMatchObject({
    agent: { name: 'codex' },
    news: [{ type: 'handed-over', from: 'claude' }],
  });
  expect(idle.document.session).toBeUndefined();
  const busy = fold(runningGoal(), wish).document;
  expect(busy).toMatchObject({ agent: { name: 'claude' }, switchTo: { name: 'codex' } });
  const next = fold(busy, turnFinished(), checked([red]), checkpointed(2)).document;
  expect(mainEffect(next)).toMatchObject({ agent: { name: 'codex' }, session: { resume: false } });
});

const switchTo = (name: string) => ({ type: 'SwitchWished', by: bob, agent: { name } }) as const;

test('who switches back before the turn is over keeps the agent and its session', () => {
  const { document } = fold(
    runningGoal(),
    switchTo('codex'),
    switchTo('claude'),
    turnFinished(),
    checked([red]),
  );
  expect(document).toMatchObject({ agent: { name: 'claude' }, session: { started: true } });
  expect(document.switchTo).toBeUndefined();
});

test('a compaction that was asked for comes before the next turn, and keeps what it should', () => {
  const asked = fold(runningGoal(), { type: 'CompactWished', by: bob, focus: 'the cache' }).document;
  expect(asked.compaction).toMatchObject({ wanted: 'asked', focus: 'the cache' });
  const next = fold(asked, turnFinished(), checked([red]), checkpointed(2)).document;
  expect(mainEffect(next)).toMatchObject({ kind: 'compact', turn: 1, receipts: [] });
  expect(next.turn).toBe(1);
});

test('where there is nothing to compact, or the agent cannot, that is said and the turn comes', () => {
  const early = fold(sampleGoal(), { type: 'CompactWished', by: bob, focus: '' }, ...ready);
  expect(early.notices).toMatchObject([{ type: 'CompactionFailed', problem: 'there is no session yet' }]);
  expect(mainEffect(early.document)).toMatchObject({ kind: 'work', turn: 1 });
  const codex = fold(
    sampleGoal({}, { agent: 'codex' }),
    ...ready,
    startedAs(1),
    turnFinished(),
    checked([red]),
  );
  const unable = fold(codex.document, { type: 'CompactWished', by: bob, focus: '' }, checkpointed(2));
  expect(unable.notices).toMatchObject([{ problem: 'codex cannot compact its session' }]);
});
