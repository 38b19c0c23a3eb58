import { expect, test } from 'vitest';
import type { Suggests } from '../../../../src/domain/surface/command.ts';
import { createDeskWorld, visitor, type DeskWorld } from '../../../support/surfaces/desk-world.ts';
import { ready, started, turnFailed } from '../../../support/core/sample-goal.ts';
import { nobody, sampleInstallation, sampleProject } from '../../../support/core/verb-world.ts';

const values = async ({ desk }: DeskWorld, what: Suggests, typed = '', user = 'U1') =>
  (await desk.suggest(what, typed, visitor(user))).map(({ value }) => value);

const twoProjects = () =>
  createDeskWorld(
    sampleInstallation({
      access: { ...nobody, run: ['slack:U1'] },
      projects: {
        shop: sampleProject('shop', { access: { ...nobody, view: ['slack:U4'] } }),
        secret: sampleProject('secret'),
      },
    }),
  );

test('goals: open ones first, newest first, found by handle or by a word of the title', async () => {
  const world = createDeskWorld();
  for (const text of ['mend the login', 'write docs', 'upgrade node']) await world.ask(`run ${text}`);
  await world.ask('cancel G-3');
  expect(await values(world, 'goal')).toEqual(['G-2', 'G-1', 'G-3']);
  expect(await values(world, 'goal', 'LOGIN')).toEqual(['G-1']);
  expect(await values(world, 'goal', 'g-2')).toEqual(['G-2']);
  expect(await values(world, 'goal', '3')).toEqual(['G-3']);
  const [, , ended] = await world.desk.suggest('goal', '', visitor('U1'));
  expect(ended?.label).toBe('G-3 (cancelled) upgrade node');
});

test('nobody is told of what they may not see, and strangers of nothing', async () => {
  const world = twoProjects();
  await world.ask('run --project shop open work');
  await world.ask('run --project secret hidden work');
  expect(await values(world, 'goal', '', 'U4')).toEqual(['G-1']);
  expect(await values(world, 'project', '', 'U4')).toEqual(['shop']);
  expect(await values(world, 'project')).toEqual(['secret', 'shop']);
  for (const what of ['goal', 'project', 'agent', 'model', 'request', 'template', 'schedule'] as const)
    expect(await values(world, what, '', 'U9')).toEqual([]);
});

test('names that begin as typed come before those that have it somewhere', async () => {
  const world = createDeskWorld();
  expect(await values(world, 'agent', 'c')).toEqual(['claude', 'scripted']);
  expect(await values(world, 'model', 'op')).toEqual(['opus']);
  await world.ask('template save nightly --turns 3 look around');
  expect(await values(world, 'template', 'n')).toEqual(['nightly']);
  await world.ask('schedule add weekly @weekly tidy up');
  expect(await values(world, 'schedule')).toEqual(['weekly']);
});

test('open requests are named with what they are about', async () => {
  const world = createDeskWorld();
  await world.ask('run fix it');
  await world.happen(
    1,
    ...ready,
    started,
    turnFailed({ kind: 'permission-blocked', message: 'it wants curl' }),
  );
  const [first] = await world.desk.suggest('request', '', visitor('U2'));
  expect(first?.value).toBe((await world.goal(1)).waiting?.request);
  expect(first?.label).toContain('G-1: it wants curl');
});

test('at most as many as a platform takes', async () => {
  const world = createDeskWorld();
  for (let number = 0; number < 30; number += 1) await world.ask(`run ${number} things`);
  expect(await values(world, 'goal')).toHaveLength(25);
});
