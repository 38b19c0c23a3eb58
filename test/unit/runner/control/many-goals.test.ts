import { expect, onTestFinished, test } from 'vitest';
import { isTerminal, type GoalSpec } from '../../../../src/domain/goal.ts';
import { goalIdOf, type GoalId } from '../../../../src/domain/ids.ts';
import type { SlotCaps } from '../../../../src/domain/rules/slot-caps.ts';
import { mainEffect } from '../../../../src/goal/draft.ts';
import type { GoalEvent } from '../../../../src/goal/events.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import type { Tools } from '../../../../src/runner/perform/performer.ts';
import { createGoal } from '../../../../src/runner/apply.ts';
import { runWorker } from '../../../../src/runner/worker.ts';
import { createRunnerWorld, running, type RunnerWorld } from '../../../support/core/runner-world.ts';
import {
  alice,
  bob,
  changed,
  green,
  ready,
  sampleSpec,
  started,
  turnFailed,
  turnFinished,
} from '../../../support/core/sample-goal.ts';
import { checks } from '../../../support/core/stages.ts';

type Loose = Parameters<RunnerWorld['happen']>[1] | (typeof ready)[number];

const id = goalIdOf;
const slots: SlotCaps = { goals: 3, perUser: 0, perProject: 2, agents: { codex: 1 } };

/** A worker that hands out slots; the work itself is done by hand, because every goal is in somebody else's lease. */
function workingWorld(caps = slots): RunnerWorld & { readonly restart: () => Promise<void> } {
  const world = createRunnerWorld((store) => ({ ...store, claim: async () => undefined }));
  const begin = () =>
    running((signal) =>
      runWorker(
        {
          runtime: world.runtime,
          tools: { homeId: 'home', agents: new Map() } as unknown as Tools,
          reaper: { reap: async () => [] },
          slots: caps,
          name: 'w',
        },
        signal,
      ),
    );
  let worker = begin();
  onTestFinished(() => worker.stop());
  return {
    ...world,
    async restart() {
      await worker.stop();
      worker = begin();
    },
  };
}

async function give(world: RunnerWorld, ...specs: Partial<GoalSpec>[]): Promise<void> {
  for (const spec of specs) await createGoal(world.runtime, sampleSpec({}, spec));
}

/** Lets an answer come to the goal's pending order. */
async function tell(world: RunnerWorld, goal: GoalId, event: Loose): Promise<void> {
  const document = await world.goal(Number(goal.slice(2)));
  const effectId = mainEffect(document)?.id;
  await world.happen(goal, { effectId, ...event } as GoalEvent);
}

const toTurn = [...ready.slice(1), started];
const toEnd = [
  turnFinished(),
  checks([green]),
  { type: 'WorkCommitted', sha: 'd'.repeat(40), changes: changed },
  { type: 'BranchDelivered', ref: 'b' },
] as unknown as readonly Loose[];

/** The goal does its work and is done, or fails in its turn. */
async function work(world: RunnerWorld, goal: GoalId, how: 'done' | 'failed' = 'done'): Promise<void> {
  for (const event of toTurn) await tell(world, goal, event);
  if (how === 'done') for (const event of toEnd) await tell(world, goal, event);
  else await tell(world, goal, turnFailed({ kind: 'auth', message: 'no' }));
}

async function all(world: RunnerWorld): Promise<readonly GoalDocument[]> {
  const summaries = await world.store.list({});
  return Promise.all(summaries.toReversed().map(({ id: goal }) => world.goal(Number(goal.slice(2)))));
}

const atWork = (goals: readonly GoalDocument[]) =>
  goals.filter(({ state }) => state === 'preparing' || state === 'running');

const second = 1000;

test('ten goals with caps and dependencies, of which one fails, all come to their ends, and no cap is ever exceeded', async () => {
  const world = workingWorld();
  const mill = { project: 'mill' };
  await give(world, {}, {}, {}, { after: [id(1), id(2)] }, mill, { ...mill, agent: 'codex' });
  await give(world, { agent: 'codex' }, { after: [id(5)] }, { after: [id(8)] });
  await give(world, { after: [id(5)], afterFailed: 'run', dispatcher: bob });
  const order: GoalId[] = [];
  for (let round = 0; round < 40; round += 1) {
    await world.clock.advance(6 * second);
    const goals = await all(world);
    const busy = atWork(goals);
    expect(busy.length).toBeLessThanOrEqual(3);
    for (const project of ['shop', 'mill'])
      expect(busy.filter(({ spec }) => spec.project === project).length).toBeLessThanOrEqual(2);
    expect(busy.filter(({ agent }) => agent.name === 'codex').length).toBeLessThanOrEqual(1);
    for (const goal of busy) for (const before of goal.spec.after) expect(order).toContain(before);
    const [next] = busy;
    if (next === undefined) break;
    await work(world, next.id, next.id === 'G-5' ? 'failed' : 'done');
    order.push(next.id);
  }
  const ends = Object.fromEntries((await all(world)).map(({ id: goal, state }) => [goal, state]));
  const done = ['G-1', 'G-2', 'G-3', 'G-4', 'G-6', 'G-7', 'G-10'];
  expect(Object.values(ends).every((state) => isTerminal(state))).toBe(true);
  for (const goal of done) expect([goal, ends[goal]]).toEqual([goal, 'done']);
  expect(isTerminal(ends['G-5'] ?? 'queued') && ends['G-5'] !== 'done').toBe(true);
  expect([ends['G-8'], ends['G-9']]).toEqual(['cancelled', 'cancelled']);
});

test('who waits for other goals begins in the moment in which the last is done, also when drover was away then', async () => {
  const world = workingWorld();
  await give(world, {}, { after: [id(1)] });
  await world.clock.advance(6 * second);
  expect((await world.goal(2)).state).toBe('waiting');
  await world.restart();
  await work(world, id(1));
  await world.clock.advance(0);
  expect((await world.goal(2)).state).toBe('preparing');
});

test('a new run of a goal before it is what counts', async () => {
  const world = workingWorld();
  await give(world, {}, {}, { after: [id(1), id(2)], afterFailed: 'run' });
  await world.clock.advance(0);
  await work(world, id(1), 'failed');
  await world.clock.advance(0);
  expect((await world.goal(3)).dependencies[0]?.state).toBeDefined();
  await world.happen(id(1), { type: 'ContinueWished', by: alice, text: '' });
  await world.clock.advance(0);
  await work(world, id(2));
  await world.clock.advance(6 * second);
  expect((await world.goal(3)).waiting?.note).toBe('G-1 to end (G-2 is done)');
  await world.happen(id(1), { type: 'CancelWished', by: alice, reason: '' });
  await world.clock.advance(0);
  expect((await world.goal(3)).state).toBe('preparing');
});

test('a goal after one that was purged is cancelled: nobody knows any more how that ended', async () => {
  const world = workingWorld({ ...slots, goals: 0 });
  await give(world, {}, {}, { after: [id(1), id(2)] });
  await world.happen(id(1), { type: 'CancelWished', by: alice, reason: '' });
  const { version } = (await world.store.load(id(1))) ?? { version: 0 };
  await world.store.commit({ purge: { id: id(1), expectedVersion: version } });
  await world.clock.advance(6 * second);
  expect((await world.goal(3)).state).toBe('cancelled');
});

test('the number of slots can be changed at any time: fewer pre-empt nobody, more are used at once', async () => {
  const world = workingWorld({ ...slots, goals: 2, perProject: 0 });
  await give(world, {}, {}, {}, {});
  await world.clock.advance(0);
  const limit = (goals: number, expectedVersion: number) =>
    world.store.commit({
      entries: [{ key: 'control/limit', expectedVersion, value: { goals, by: alice, at: 1 } }],
    });
  await limit(1, 0);
  await world.clock.advance(6 * second);
  expect(atWork(await all(world)).map(({ id: goal }) => goal)).toEqual(['G-1', 'G-2']);
  await work(world, id(1));
  await world.clock.advance(6 * second);
  expect(atWork(await all(world)).map(({ id: goal }) => goal)).toEqual(['G-2']);
  await limit(3, (await world.store.entry('control/limit'))?.version ?? 0);
  await world.clock.advance(0);
  expect(atWork(await all(world)).map(({ id: goal }) => goal)).toEqual(['G-2', 'G-3', 'G-4']);
});
