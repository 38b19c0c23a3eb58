import { expect, test } from 'vitest';
import type { Store } from '../../../src/ports/store/store.ts';
import type { WorkspaceInfo, Workspaces } from '../../../src/ports/workspace.ts';
import { applyEvent } from '../../../src/runner/apply.ts';
import { driveGoal } from '../../../src/runner/drive.ts';
import type { Tools } from '../../../src/runner/perform/performer.ts';
import { settle } from '../../support/core/fake-clock.ts';
import { createRunnerWorld, type RunnerWorld } from '../../support/core/runner-world.ts';
import { alice, workspace } from '../../support/core/sample-goal.ts';

/** Worktrees whose making ends when the test says so; aborting ends it, too. */
function createSlowTools() {
  const started: AbortSignal[] = [];
  const made = Promise.withResolvers<WorkspaceInfo>();
  const workspaces: Partial<Workspaces> = {
    prepare: (_request, signal) => {
      started.push(signal);
      return Promise.race([
        made.promise,
        new Promise<never>((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error(String(signal.reason))));
        }),
      ]);
    },
    checkpoint: () => new Promise<never>(() => {}),
  };
  return { started, made, tools: { homeId: 'home', digest: () => 'd', workspaces } as unknown as Tools };
}

async function preparing(world: RunnerWorld) {
  const { id } = await world.request({ acceptance: 'none' });
  await world.happen(id, { type: 'SlotGranted' });
  const lease = await world.store.claim(id, 'me');
  if (lease === undefined) throw new Error('no lease');
  return { id, lease };
}

test('a cancel ends what is in flight, also when it comes while the goal is being looked at', async () => {
  const gate = { closed: false, open: () => {} };
  const others: { store?: Store } = {};
  const world = createRunnerWorld((store) => {
    others.store = store;
    const load: Store['load'] = async (id) => {
      const read = await store.load(id);
      if (gate.closed) await new Promise<void>((resolve) => (gate.open = resolve));
      return read;
    };
    return { ...store, load };
  });
  const elsewhere = { ...world.runtime, store: others.store ?? world.store };
  const { id, lease } = await preparing(world);
  const { started, tools } = createSlowTools();
  const over = driveGoal(world.runtime, tools, lease, new AbortController().signal);
  await settle();
  // A message makes it look at the goal again, and what it is shown is older than the cancel.
  gate.closed = true;
  await applyEvent(elsewhere, id, () => ({ type: 'MessageGiven', by: alice, text: 'x' }));
  await settle();
  await applyEvent(elsewhere, id, () => ({ type: 'CancelWished', by: alice, reason: '' }));
  gate.closed = false;
  gate.open();
  await over;
  expect(started.map((signal) => signal.reason)).toEqual(['withdrawn']);
});

test('an order is begun once, however often the goal changes meanwhile', async () => {
  const world = createRunnerWorld();
  const { id, lease } = await preparing(world);
  const { started, made, tools } = createSlowTools();
  const stop = new AbortController();
  const over = driveGoal(world.runtime, tools, lease, stop.signal);
  for (let round = 0; round < 5; round += 1)
    await world.happen(id, { type: 'MessageGiven', by: alice, text: `${round}` });
  await settle();
  expect(started).toHaveLength(1);
  made.resolve(workspace);
  await settle();
  expect((await world.goal(1)).state).toBe('running');
  stop.abort('shutdown');
  await Promise.race([over, settle()]);
});

test('without its lease it lets go at once, instead of doing the same order over and over', async () => {
  const world = createRunnerWorld();
  const { id, lease } = await preparing(world);
  const { started, made, tools } = createSlowTools();
  const over = driveGoal(world.runtime, tools, lease, new AbortController().signal);
  await settle();
  await world.store.release(lease);
  await world.store.claim(id, 'somebody else');
  made.resolve(workspace);
  await over;
  expect(started).toHaveLength(1);
  expect((await world.goal(1)).state).toBe('preparing');
});

test('when nothing can be stored it rejects, with nothing left in flight', async () => {
  const disk = { full: false };
  const world = createRunnerWorld((store) => ({
    ...store,
    async commit(commit) {
      if (disk.full) throw new Error('the disk is full');
      return store.commit(commit);
    },
  }));
  const { lease } = await preparing(world);
  const { started, made, tools } = createSlowTools();
  const over = driveGoal(world.runtime, tools, lease, new AbortController().signal);
  await settle();
  disk.full = true;
  made.resolve(workspace);
  await expect(over).rejects.toThrow('the disk is full');
  expect(started).toHaveLength(1);
});

test('a bug in an order ends the goal with the code BUG, and is logged with its stack', async () => {
  const world = createRunnerWorld();
  const { lease } = await preparing(world);
  const { made, tools } = createSlowTools();
  made.reject(new TypeError('x is not a function'));
  await driveGoal(world.runtime, tools, lease, new AbortController().signal);
  expect(await world.goal(1)).toMatchObject({
    state: 'failed',
    result: { code: 'BUG', reason: 'PrepareWorkspace: x is not a function' },
  });
  expect(world.errors).toEqual(['an order failed in an unexpected way']);
});

test('told to stop it leaves the orders pending for the next life', async () => {
  const world = createRunnerWorld();
  const { lease } = await preparing(world);
  const { started, tools } = createSlowTools();
  const stop = new AbortController();
  const over = driveGoal(world.runtime, tools, lease, stop.signal);
  await settle();
  stop.abort('SIGTERM');
  await over;
  expect(started[0]?.reason).toBe('shutdown');
  expect((await world.goal(1)).effects).toMatchObject([{ type: 'PrepareWorkspace' }]);
});
