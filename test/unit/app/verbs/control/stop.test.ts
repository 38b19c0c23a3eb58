import { expect, test } from 'vitest';
import type { Actor } from '../../../../../src/domain/actor.ts';
import { createTestWorld } from '../../../../support/core/verb-world.ts';
import { ready, started, turnFinished } from '../../../../support/core/sample-goal.ts';
import { wordsOf } from '../../../../support/core/words-of.ts';

const bob: Actor = { platform: 'slack', user: 'U2', name: 'bob' };

async function running() {
  const world = createTestWorld();
  await world.ask('run fix it');
  await world.happen(1, ...ready, started);
  return world;
}

test('the turn that runs is being ended, and the goal will be paused', async () => {
  const { ask, goal, happen } = await running();
  const answer = await ask('stop G-1');
  expect(answer).toMatchObject({ ok: true, goal: 'G-1' });
  expect(answer.content.title).toBe('Turn 1 of G-1 is being ended');
  expect(wordsOf(answer.content)).toContain('Then G-1 is paused; its session and its changes are kept.');
  const stopped = await happen(1, turnFinished({ outcome: 'aborted' }));
  expect(stopped).toMatchObject({ state: 'paused', pausedBy: { user: 'U1' }, session: { started: true } });
  expect((await goal(1)).usage.costUsd).toBe(0.5);
});

test('a second stop changes nothing, before and after the turn has ended', async () => {
  const { ask, goal, happen } = await running();
  await ask('stop G-1');
  const before = await goal(1);
  expect((await ask('stop G-1', { actor: bob })).content.title).toBe('Turn 1 of G-1 is already being ended');
  expect(await goal(1)).toEqual(before);
  await happen(1, turnFinished({ outcome: 'aborted' }));
  expect((await ask('stop G-1')).content.title).toBe('G-1 is already paused');
});

test('a goal that runs no turn is paused at once', async () => {
  const { ask, happen, goal } = await running();
  await ask('run another thing');
  expect((await ask('stop G-2')).content.title).toBe('G-2 is paused');
  await happen(1, turnFinished());
  const answer = await ask('stop G-1');
  expect(answer.content.title).toBe('G-1 is paused');
  expect(wordsOf(answer.content)).toContain('No turn was running.');
  expect(await goal(1)).toMatchObject({ state: 'paused', effects: [] });
});

test('a stop that was typed before this turn began does not end it: the goal pauses before the next one', async () => {
  const { ask, clock, goal } = await running();
  const answer = await ask('stop G-1', { at: clock.now() - 60_000 });
  expect(answer.content.title).toBe('G-1 pauses before its next turn');
  expect(wordsOf(answer.content)).toContain('The turn that ran when you typed this had ended already.');
  expect(await goal(1)).toMatchObject({ state: 'running', pauseWished: true });
  expect(
    (await goal(1)).effects.some((effect) => effect.type === 'RunTurn' && effect.abort !== undefined),
  ).toBe(false);
});

test('the repeat of a stop does not stop the turn after it', async () => {
  const { ask, happen, goal } = await running();
  const first = await ask('stop G-1', { id: 'd1' });
  await happen(1, turnFinished({ outcome: 'aborted' }));
  await ask('resume G-1');
  await happen(
    1,
    { type: 'SlotGranted' },
    { type: 'CheckpointMade', number: 2, sha: 'e' },
    {
      type: 'TurnStarted',
      seq: 2,
      promptBytes: 1,
    },
  );
  expect(await ask('stop G-1', { id: 'd1' })).toEqual(first);
  expect(await goal(1)).toMatchObject({ state: 'running', turn: 2, pauseWished: false });
});

test('pausing and resuming a goal that is being stopped tells the truth', async () => {
  const { ask, happen } = await running();
  await ask('stop G-1');
  expect((await ask('pause G-1')).content.title).toBe('G-1 is already going to pause');
  expect((await ask('resume G-1')).content.title).toBe('G-1 goes on');
  const after = await happen(1, turnFinished({ outcome: 'aborted' }));
  expect(after.state).toBe('running');
});

test('two people stopping at once stop one turn, once', async () => {
  const { ask, happen, world } = await running();
  const answers = await Promise.all([ask('stop G-1'), ask('stop G-1', { actor: bob })]);
  expect(answers.map(({ content }) => content.title).toSorted()).toEqual([
    'Turn 1 of G-1 is already being ended',
    'Turn 1 of G-1 is being ended',
  ]);
  await happen(1, turnFinished({ outcome: 'aborted' }));
  const said = (await world.runtime.store.pending()).map((row) => row.post.content.title);
  expect(said.filter((title) => title.includes('was stopped'))).toHaveLength(1);
});
