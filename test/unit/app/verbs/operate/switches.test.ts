import { expect, test } from 'vitest';
import {
  createTestWorld,
  nobody,
  sampleInstallation,
  sampleProject,
  type TestWorld,
} from '../../../../support/core/verb-world.ts';
import { workspace } from '../../../../support/core/sample-goal.ts';
import { wordsOf } from '../../../../support/core/words-of.ts';

const admin = { platform: 'slack', user: 'U9', name: 'ann' } as const;
const alice = { platform: 'slack', user: 'U1' } as const;

const access = { ...nobody, run: ['slack:U1'], admin: ['slack:U9'] };
function open(more: Parameters<typeof sampleInstallation>[0] = {}): TestWorld & {
  order: (line: string, id?: string) => ReturnType<TestWorld['ask']>;
} {
  const world = createTestWorld(sampleInstallation({ access, ...more }));
  return {
    ...world,
    order: (line, id) => world.ask(line, id === undefined ? { actor: admin } : { actor: admin, id }),
  };
}

test('while somebody drains, nobody starts anything, and is told who holds it back and why', async () => {
  const { ask, order, goals, happen, goal } = open();
  await ask('run one');
  await ask('run two');
  await happen(2, { type: 'CancelWished', by: alice, reason: '' });
  expect(await order('drain new disk')).toMatchObject({ ok: true });
  for (const line of ['run three', 'retry G-2', 'continue G-2 go on']) {
    const refused = await ask(line);
    expect(refused).toMatchObject({ ok: false, code: 'DRAINING' });
    expect(wordsOf(refused.content)).toMatch(/ann drains drover since .*: new disk/);
  }
  expect(wordsOf((await ask('list')).content)).toContain('ann drains drover');
  expect(await goals()).toBe(2);
  expect((await happen(1, { type: 'SlotGranted' })).state).toBe('preparing');
  expect(await order('drain again')).toMatchObject({ ok: true });
  expect(wordsOf((await ask('run four')).content)).toContain('new disk');
  expect(await order('undrain')).toMatchObject({ ok: true });
  expect(await ask('run three')).toMatchObject({ ok: true, goal: 'G-3' });
  expect((await ask('retry G-2')).ok).toBe(true);
  expect((await goal(2)).run).toBe(2);
  expect((await order('undrain')).content.title).toBe('New goals are taken already');
});

test('a drain delivered twice is one: ended in between, it does not come back', async () => {
  const { ask, order } = open();
  await order('drain', 'd1');
  await order('undrain');
  expect(await order('drain', 'd1')).toMatchObject({ ok: true });
  expect(await ask('run it')).toMatchObject({ ok: true });
});

test('the number of slots is shown, set and given back', async () => {
  const { ask, order, happen, world } = open();
  await ask('run one');
  await happen(1, { type: 'SlotGranted' });
  expect(await order('limit')).toMatchObject({ data: { working: 1, goals: 4, set: false } });
  expect((await order('limit 2')).content.title).toBe('2 goals may work at once from now on');
  expect(await order('limit')).toMatchObject({ data: { goals: 2, configured: 4, set: true } });
  expect(wordsOf((await order('limit')).content)).toContain('Set by ann');
  expect(await order('limit lots')).toMatchObject({ ok: false, code: 'WRONG_USAGE' });
  expect((await order('limit off')).content.title).toBe('4 goals may work at once again, as configured');
  expect(await world.runtime.store.entry('control/limit')).toBeUndefined();
  expect(await order('limit off')).toMatchObject({ ok: true });
});

test('a queued goal says what it waits for, in its status and in the list', async () => {
  const { ask, order, happen } = open();
  await ask('run one');
  await ask('run two');
  await happen(1, { type: 'SlotGranted' });
  await order('limit 1');
  for (const line of ['status G-2', 'list'])
    expect(wordsOf((await ask(line)).content)).toContain('waits for a slot: 1 of 1 goal is working');
  expect(wordsOf((await ask('status G-1')).content)).not.toContain('waits for a slot');
});

test('switches are for admins of the whole installation', async () => {
  const own = { ...nobody, admin: ['slack:U1'] };
  const { ask, order } = open({ projects: { shop: sampleProject('shop', { access: own }) } });
  for (const line of ['drain', 'undrain', 'limit 1'])
    expect(await ask(line)).toMatchObject({ ok: false, code: 'ACCESS_DENIED' });
  expect(await order('drain')).toMatchObject({ ok: true });
});

test('flush cancels what has not begun, and of other people’s projects nothing', async () => {
  const own = { ...nobody, admin: ['slack:U1'], run: ['slack:U1'] };
  const projects = { shop: sampleProject('shop', { access: own }), blog: sampleProject('blog') };
  const { ask, order, happen, goal } = open({ projects });
  for (const line of ['shop one', 'shop two', 'blog three', 'shop four']) await ask(`run --project ${line}`);
  await happen(2, { type: 'SlotGranted' });
  expect(await ask('flush')).toMatchObject({ ok: true, data: { goals: ['G-1', 'G-4'] } });
  expect((await goal(1)).result).toMatchObject({ reason: 'flushed from the queue', by: alice });
  expect([(await goal(2)).state, (await goal(3)).state]).toEqual(['preparing', 'queued']);
  expect(await order('flush --project nope')).toMatchObject({ code: 'PROJECT_UNKNOWN' });
  expect((await order('flush --project shop')).content.title).toBe('0 queued goals cancelled');
  expect(await order('flush')).toMatchObject({ data: { goals: ['G-3'] } });
});

test('a goal that queues again in the middle of its work is not flushed', async () => {
  const { ask, order, happen, goal } = open();
  await ask('run one');
  await happen(1, { type: 'SlotGranted' }, { type: 'PauseWished', by: alice });
  await happen(1, { type: 'WorkspaceReady', workspace, criteria: [] });
  expect((await happen(1, { type: 'ResumeWished', by: alice })).state).toBe('queued');
  expect(await order('flush')).toMatchObject({ ok: true, data: { goals: [] } });
  expect((await goal(1)).state).toBe('queued');
});

test('the list marks goals that are silent, and those whose agent is gone', async () => {
  const { ask, world } = open();
  await ask('run one');
  const { claude: _claude, ...agents } = world.installation.agents;
  Object.assign(world.installation, { agents });
  expect(wordsOf((await ask('list')).content)).toContain('its agent claude is not configured any more');
});
