import { expect, test } from 'vitest';
import { createTestWorld } from '../../../../support/core/verb-world.ts';
import { green, ready, started, turnFinished } from '../../../../support/core/sample-goal.ts';
import { checks } from '../../../../support/core/stages.ts';
import { wordsOf } from '../../../../support/core/words-of.ts';

async function done() {
  const world = createTestWorld();
  await world.ask('run --turns 3 fix it');
  await world.happen(
    1,
    ...ready,
    started,
    turnFinished(),
    checks([green]),
    {
      type: 'WorkCommitted',
      sha: 'd'.repeat(40),
      changes: { files: 1, insertions: 2, deletions: 1, untracked: 0, commits: 0 },
    },
    { type: 'BranchDelivered', ref: 'drover/G-1-fix-it' },
  );
  return world;
}

test('continue opens a new run in the same session, with its budgets anew', async () => {
  const { ask, goal } = await done();
  const { session } = await goal(1);
  const answer = await ask('continue G-1 also update the docs');
  expect(answer).toMatchObject({ ok: true, goal: 'G-1', data: { state: 'queued' } });
  expect(answer.content.title).toBe('G-1 begins its run 2 in the same session and worktree');
  expect(wordsOf(answer.content)).toContain('Its budgets begin anew: 3 turns');
  expect(wordsOf(answer.content)).toContain('M-1 stands at the head of its first turn.');
  expect(await goal(1)).toMatchObject({
    run: 2,
    turn: 0,
    state: 'queued',
    session,
    messages: [{ text: 'also update the docs', state: 'queued' }],
  });
});

test('retry begins at the base, in a fresh session', async () => {
  const { ask, goal } = await done();
  const answer = await ask('retry G-1');
  expect(answer.content.title).toBe('G-1 begins its run 2 from the base, in a fresh session');
  expect(wordsOf(answer.content)).not.toContain('stands at the head');
  const again = await goal(1);
  expect(again).toMatchObject({ run: 2, effects: [{ type: 'RestoreWorkspace', to: { kind: 'base' } }] });
  expect(again.session).toBeUndefined();
});

test.each(['continue', 'retry'])('%s is for goals that have ended', async (verb) => {
  const { ask, goal } = createTestWorld();
  await ask('run fix it');
  const before = await goal(1);
  const answer = await ask(`${verb} G-1`);
  expect(answer).toMatchObject({ ok: false, code: 'WRONG_USAGE' });
  expect(answer.content.title).toBe('G-1 has not ended: it is queued for a free slot');
  expect(answer.hint).toContain('/goal say G-1 TEXT');
  expect(await goal(1)).toEqual(before);
});

test('while the last turn is still being ended, no new run begins', async () => {
  const { ask, happen, goal } = createTestWorld();
  await ask('run fix it');
  await happen(1, ...ready, started);
  await ask('cancel G-1');
  const answer = await ask('continue G-1 again');
  expect(answer).toMatchObject({ ok: false, code: 'WRONG_USAGE', hint: 'Try again in a few seconds.' });
  expect((await goal(1)).run).toBe(1);
  await happen(1, turnFinished({ outcome: 'aborted' }));
  expect(await ask('continue G-1 again')).toMatchObject({ ok: true });
});

test('a repeated delivery opens one run', async () => {
  const { ask, goal } = await done();
  const first = await ask('continue G-1', { id: 'd1' });
  expect(await ask('continue G-1', { id: 'd1' })).toEqual(first);
  expect((await goal(1)).run).toBe(2);
  const answers = await Promise.all([ask('cancel G-1'), ask('continue G-1')]);
  expect(answers.some(({ ok }) => ok)).toBe(true);
});

test('two who continue at once open one run', async () => {
  const { ask, goal } = await done();
  const bob = { platform: 'slack', user: 'U2' } as const;
  const answers = await Promise.all([ask('continue G-1'), ask('retry G-1', { actor: bob })]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect((await goal(1)).run).toBe(2);
});
