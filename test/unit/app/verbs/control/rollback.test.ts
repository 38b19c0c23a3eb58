import { expect, test } from 'vitest';
import { createTestWorld } from '../../../../support/core/verb-world.ts';
import { ready, red, started, turnFailed, turnFinished } from '../../../../support/core/sample-goal.ts';
import { checks } from '../../../../support/core/stages.ts';
import { wordsOf } from '../../../../support/core/words-of.ts';

const saved = (number: number) => ({ type: 'CheckpointMade', number, sha: `sha-${number}` }) as const;
const begin = (seq: number) => ({ type: 'TurnStarted', seq, promptBytes: 1 }) as const;
const failing = (turn: number) => checks([{ ...red, evidence: `not ok 1 - ${'abcdefgh'[turn]}` } as never]);

/** Three turns, the second of which took two attempts; then paused. */
async function afterThreeTurns() {
  const world = createTestWorld();
  await world.ask('run fix it');
  await world.happen(
    1,
    ...ready,
    started,
    turnFinished(),
    failing(1),
    saved(2),
    begin(2),
    turnFailed({ kind: 'network', message: 'reset' }),
    saved(3),
    begin(3),
    turnFinished(),
    failing(2),
    saved(4),
    begin(4),
    turnFinished(),
  );
  await world.ask('stop G-1');
  return world;
}

test('without a turn the last one is undone', async () => {
  const { ask, goal } = await afterThreeTurns();
  const answer = await ask('rollback G-1');
  expect(answer).toMatchObject({ ok: true, goal: 'G-1' });
  expect(answer.content.title).toBe('The worktree of G-1 goes back to before turn 3');
  expect((await goal(1)).effects).toMatchObject([
    { type: 'RestoreWorkspace', to: { kind: 'checkpoint', number: 4, sha: 'sha-4' } },
  ]);
});

test.each([
  ['1', 1],
  ['2', 2],
  ['turn 2', 2],
  ['3', 4],
])('“rollback %s” goes to the checkpoint before the first attempt of that turn', async (typed, number) => {
  const { ask, goal } = await afterThreeTurns();
  await ask(`rollback G-1 ${typed}`);
  expect((await goal(1)).effects).toMatchObject([{ to: { number } }]);
});

test.each(['7', '0', 'last', '1 2', '-1'])('“rollback %s” lists what there is', async (typed) => {
  const { ask, goal } = await afterThreeTurns();
  const answer = await ask(`rollback G-1 ${typed}`);
  expect(answer).toMatchObject({ ok: false, code: 'WRONG_USAGE' });
  expect(answer.hint).toContain('can be undone: 1, 2, 3.');
  expect((await goal(1)).effects).toEqual([]);
});

test('while anything works in the worktree it is refused, with what to do first', async () => {
  const { ask, happen, goal } = createTestWorld();
  await ask('run fix it');
  expect((await ask('rollback G-1')).content.title).toBe('G-1 has no worktree yet');
  await happen(1, ...ready, started);
  const before = await goal(1);
  const answer = await ask('rollback G-1');
  expect(answer).toMatchObject({ ok: false, code: 'WRONG_USAGE' });
  expect(answer.hint).toContain('/goal stop G-1');
  await happen(1, turnFinished());
  expect((await ask('rollback G-1')).hint).toContain('/goal stop G-1');
  expect((await goal(1)).effects).toHaveLength(before.effects.length);
  await ask('stop G-1');
});

test('a turn that is being ended is waited for, and so is a worktree on its way back', async () => {
  const { ask, happen } = await afterThreeTurns();
  await ask('resume G-1');
  await happen(1, { type: 'SlotGranted' }, failing(3), saved(5), begin(5));
  await ask('stop G-1');
  expect(await ask('rollback G-1')).toMatchObject({ ok: false, hint: 'Try again in a few seconds.' });
  await happen(1, turnFinished({ outcome: 'aborted' }));
  expect(await ask('rollback G-1 4')).toMatchObject({ ok: true });
  expect(await ask('rollback G-1 1')).toMatchObject({ ok: false, hint: 'Try again in a few seconds.' });
  const back = await happen(1, { type: 'WorkspaceRestored' });
  expect(back).toMatchObject({ state: 'paused', effects: [] });
});

test('a goal that has ended can be rolled back; the newest run counts first', async () => {
  const { ask, happen, goal } = await afterThreeTurns();
  await ask('cancel G-1');
  await ask('continue G-1');
  await happen(1, { type: 'SlotGranted' }, saved(5), begin(5), turnFinished(), {
    type: 'CancelWished',
    by: { platform: 'local', user: 'me' },
    reason: 'enough',
  });
  expect((await goal(1)).state).toBe('cancelled');
  const answer = await ask('rollback G-1 1');
  expect(wordsOf(answer.content)).toContain('before turn 1');
  expect((await goal(1)).effects).toMatchObject([{ to: { number: 5 } }]);
  await happen(1, { type: 'WorkspaceRestored' });
  await ask('rollback G-1 3');
  expect((await goal(1)).effects).toMatchObject([{ to: { number: 4 } }]);
});

test('a repeated delivery goes back once', async () => {
  const { ask, happen, goal } = await afterThreeTurns();
  const first = await ask('rollback G-1', { id: 'd1' });
  await happen(1, { type: 'WorkspaceRestored' });
  expect(await ask('rollback G-1', { id: 'd1' })).toEqual(first);
  expect((await goal(1)).effects).toEqual([]);
});

test('a goal that is paused while its checks run on the base waits for those', async () => {
  const { ask, happen, goal } = createTestWorld();
  await ask('run fix it');
  await happen(1, ...ready, started);
  await ask('pause G-1');
  await happen(1, turnFinished(), failing(1));
  expect((await goal(1)).state).toBe('paused');
  expect((await ask('rollback G-1')).content.title).toBe('G-1 still has its checks run on the base');
  const baseline = (await goal(1)).effects[0];
  await happen(1, { type: 'BaselineFinished', effectId: baseline?.id ?? ('0.0' as never), results: [red] });
  expect(await ask('rollback G-1')).toMatchObject({ ok: true });
});
