import { expect, test } from 'vitest';
import { goalIdOf } from '../../../../../src/domain/ids.ts';
import { dispatchGoal } from '../../../../../src/app/verbs/run/dispatch-goal.ts';
import type { GoalRequest } from '../../../../../src/app/verbs/run/goal-request.ts';
import { createGoal } from '../../../../../src/runner/apply.ts';
import { sampleSpec } from '../../../../support/core/sample-goal.ts';
import { createTestWorld, sampleInstallation, sampleProject } from '../../../../support/core/verb-world.ts';

const minute = 60_000;
const alice = { platform: 'slack', user: 'U1' } as const;
const asked = (more: Partial<GoalRequest> = {}): GoalRequest => ({
  actor: alice,
  place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
  deliveryId: 'schedule/nightly/1',
  text: 'tidy up',
  flags: {},
  from: 'schedule/nightly',
  ...more,
});

test('--after takes several goals, in any way of writing them', async () => {
  const { ask, goal } = createTestWorld();
  for (const text of ['one', 'two', 'three']) await ask(`run ${text}`);
  const answer = await ask('run --after G-1,g-2 --after 3,G-1 --after-failed run go on');
  expect(answer).toMatchObject({ ok: true, goal: 'G-4' });
  expect(answer.content.title).toBe('G-4 waits for G-1, G-2, G-3 to end');
  expect(await goal(4)).toMatchObject({
    state: 'waiting',
    spec: { after: ['G-1', 'G-2', 'G-3'], afterFailed: 'run' },
  });
});

test.each([
  ['run --after G-7 x', 'GOAL_NOT_FOUND'],
  ['run --after next x', 'WRONG_USAGE'],
  ['run --after-failed perhaps x', 'WRONG_USAGE'],
])('“%s” is refused with %s', async (line, code) => {
  const { ask, goals } = createTestWorld();
  expect(await ask(line)).toMatchObject({ ok: false, code });
  expect(await goals()).toBe(0);
});

test('goals of projects that one may not see are not there', async () => {
  const access = { view: [], run: [], approve: [], admin: [] };
  const own = { ...access, run: ['slack:U1'] };
  const installation = sampleInstallation({
    projects: { shop: sampleProject('shop', { access: own }), vault: sampleProject('vault') },
    access,
  });
  const { ask, world } = createTestWorld(installation);
  await createGoal(world.runtime, sampleSpec({}, { project: 'vault' }));
  expect(await ask('run --project shop --after G-1 x')).toMatchObject({ code: 'GOAL_NOT_FOUND' });
});

test('after a goal that is done it begins at once; after one that failed only when told to', async () => {
  const { ask, goal, happen } = createTestWorld();
  await ask('run one');
  await happen(1, { type: 'CancelWished', by: alice, reason: '' });
  expect(await ask('run --after G-1 x')).toMatchObject({ ok: false, code: 'WRONG_USAGE' });
  expect(await ask('run --after G-1 --after-failed run x')).toMatchObject({ ok: true });
  expect((await goal(2)).state).toBe('queued');
});

test('the same task, asked for again, is answered with the open goal', async () => {
  const { ask, goals, clock, happen } = createTestWorld();
  await ask('run Fix the login.');
  const again = await ask('run fix   the login', { actor: { platform: 'slack', user: 'U3' } });
  expect(again).toMatchObject({ ok: true, goal: 'G-1', data: { duplicate: true } });
  expect(JSON.stringify(again.content)).toContain('--anyway');
  expect(await ask('run --anyway fix the login')).toMatchObject({ goal: 'G-2' });
  expect(await ask('run --agent scripted fix the login')).toMatchObject({ goal: 'G-3' });
  await clock.advance(11 * minute);
  expect(await ask('run fix the login')).toMatchObject({ goal: 'G-4' });
  await happen(4, { type: 'CancelWished', by: alice, reason: '' });
  expect(await ask('run fix the login')).toMatchObject({ goal: 'G-5' });
  expect(await goals()).toBe(5);
});

test('asked for at the same moment, the same task makes one goal', async () => {
  const { ask, goals } = createTestWorld();
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask('run fix it')));
  expect(new Set(answers.map(({ goal }) => goal))).toEqual(new Set(['G-1']));
  expect(await goals()).toBe(1);
});

test('two tasks that happen to share a digest are two tasks', async () => {
  const { ask, world } = createTestWorld();
  const { store } = world.runtime;
  await ask('run one');
  const [claim] = await store.entries('dispatch/');
  const value = { ...(claim?.value as object), words: 'another task' };
  const [key, expectedVersion] = [claim?.key ?? '', claim?.version ?? 0];
  await store.commit({ entries: [{ key, expectedVersion, value }] });
  expect(await ask('run one')).toMatchObject({ goal: 'G-2' });
});

test('claims of tasks do not pile up', async () => {
  const { ask, clock, world } = createTestWorld();
  for (const text of ['one', 'two', 'three']) await ask(`run ${text}`);
  expect(await world.runtime.store.entries('dispatch/')).toHaveLength(3);
  await clock.advance(10 * minute);
  await ask('run four');
  expect(await world.runtime.store.entries('dispatch/')).toHaveLength(1);
});

test('a schedule dispatches its text every time, and one delivery makes one goal', async () => {
  const { world, goals, goal } = createTestWorld();
  const answers = await Promise.all([dispatchGoal(world, asked()), dispatchGoal(world, asked())]);
  expect(answers[0]).toEqual(answers[1]);
  expect(await goals()).toBe(1);
  await dispatchGoal(world, asked({ deliveryId: 'schedule/nightly/2' }));
  expect((await goal(2)).spec).toMatchObject({ from: 'schedule/nightly', text: 'tidy up', depth: 0 });
});

test('what is written along is written with the goal, or there is no goal', async () => {
  const { world, goals } = createTestWorld();
  const entries = [{ key: 'schedule/nightly', expectedVersion: 0, value: { last: 1 } }];
  expect(await dispatchGoal(world, asked({ entries }))).toMatchObject({ ok: true });
  expect((await world.runtime.store.entry('schedule/nightly'))?.value).toEqual({ last: 1 });
  const late = await dispatchGoal(world, asked({ deliveryId: 'other', entries }));
  expect(late).toMatchObject({ ok: false, code: 'DUPLICATE_GOAL' });
  expect(await goals()).toBe(1);
});

test('who has lost the role dispatches nothing, also by schedule', async () => {
  const { world, goals } = createTestWorld();
  const fired = asked({ actor: { platform: 'slack', user: 'U9' } });
  expect(await dispatchGoal(world, fired)).toMatchObject({ ok: false, code: 'ACCESS_DENIED' });
  expect(await goals()).toBe(0);
});

test('a chain of goals that dispatch each other ends after five links', async () => {
  const { world, goal, ask } = createTestWorld();
  await ask('run begin');
  for (let link = 1; link <= 5; link += 1) {
    const parent = goalIdOf(link);
    const request = asked({ deliveryId: `hook/${parent}`, from: `hook/${parent}`, parent });
    expect(await dispatchGoal(world, request)).toMatchObject({ ok: true, goal: goalIdOf(link + 1) });
    expect((await goal(link + 1)).spec).toMatchObject({ depth: link, parent });
  }
  const sixth = await dispatchGoal(world, asked({ deliveryId: 'hook/G-6', parent: goalIdOf(6) }));
  expect(sixth).toMatchObject({ ok: false, code: 'CHAIN_TOO_DEEP' });
});
