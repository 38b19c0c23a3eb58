import { describe, expect, it } from 'vitest';
import { noMemory } from '../../../support/memory/no-memory.ts';
import type { GoalEvent } from '../../../../src/goal/events.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import type { Memory, MemoryAdopted, MemoryChange } from '../../../../src/ports/memory.ts';
import type { MemoryKeeper } from '../../../../src/runner/memory/memory-keeper.ts';
import { keepNotes, runMemoryKeeper } from '../../../../src/runner/memory/run-memory-keeper.ts';
import { readTidying } from '../../../../src/runner/memory/tidying-entries.ts';
import { settle } from '../../../support/core/fake-clock.ts';
import { createRunnerWorld } from '../../../support/core/runner-world.ts';
import { mainEffect } from '../../../../src/goal/draft.ts';
import { sampleProject } from '../../../support/core/verb-world.ts';

const never = new AbortController().signal;
const day = 24 * 60 * 60 * 1000;
const project = sampleProject('shop', { memory: { recall: true, extractEvery: 1, consolidate: true } });
const base = 'b'.repeat(40);
const sha = 'd'.repeat(40);

interface Scene {
  readonly writers?: readonly string[];
  readonly adopted?: MemoryAdopted;
  readonly life?: { readonly bootId: string; readonly pid: number };
}

function scene({ writers = ['G-1', 'G-2', 'G-3', 'G-4', 'G-5'], ...more }: Scene = {}) {
  const world = createRunnerWorld();
  const changes: MemoryChange[] = [];
  const asked: number[] = [];
  const memory: Memory = {
    ...noMemory,
    folder: async (name) => `/notes/${name}`,
    async writersSince(_project, at) {
      asked.push(at);
      return writers;
    },
    async adopt(_project, change) {
      changes.push(change);
      return more.adopted ?? { is: 'adopted', written: ['a.md'], removed: [], refused: [] };
    },
  };
  const keeper: MemoryKeeper = {
    runtime: world.runtime,
    memory,
    rules: { consolidateEveryMs: day, consolidateAfter: 5 },
    projects: [project],
    life: more.life ?? { bootId: 'boot-1', pid: 7 },
  };
  const goals = async () => (await world.store.list({})).length;
  const look = () => keepNotes(keeper, project, never);
  const entries = () => readTidying(world.store, 'shop');
  return { world, keeper, changes, asked, goals, look, entries };
}

type Scened = ReturnType<typeof scene>;

/** Plays the goal to its end; each answer names the order that is pending then. */
async function play({ world }: Scened, ...events: readonly object[]): Promise<GoalDocument> {
  let goal = await world.goal(1);
  for (const event of events) {
    const effectId = mainEffect(goal)?.id;
    const answers = (event as GoalEvent).type === 'SlotGranted' || effectId === undefined ? {} : { effectId };
    goal = await world.happen(goal.id, { ...event, ...answers } as GoalEvent);
  }
  return goal;
}

const worked = (head: string, text = 'Merged two notes.') => [
  { type: 'SlotGranted' },
  {
    type: 'WorkspaceReady',
    workspace: { path: '/w', branch: 'drover/G-1-tidy', base: 'main', baseSha: base },
    criteria: [],
  },
  { type: 'CheckpointMade', number: 1, sha: base },
  { type: 'TurnStarted', seq: 1, promptBytes: 1 },
  {
    type: 'TurnFinished',
    outcome: 'finished',
    usage: { input: 1, output: 1, cacheRead: 0, cacheWrite: 0, wallMs: 1 },
    text,
    denials: [],
    session: 's',
  },
  {
    type: 'ChecksFinished',
    results: [],
    changes: { files: head === base ? 0 : 1, insertions: 1, deletions: 0, untracked: 0, commits: 0 },
    wallMs: 1,
  },
  {
    type: 'WorkCommitted',
    sha: head,
    changes: { files: 1, insertions: 1, deletions: 0, untracked: 0, commits: 1 },
  },
];
const delivered = { type: 'BranchDelivered', ref: 'refs/heads/drover/G-1-tidy' };

describe('having notes tidied', () => {
  it('begins with a goal of its own on the folder, with small budgets and a project that nobody can name', async () => {
    const the = scene();
    await the.look();
    const { spec } = await the.world.goal(1);
    expect(spec).toMatchObject({
      project: 'memory:shop',
      source: '/notes/shop',
      profile: 'memory-only',
      from: 'memory/shop',
      acceptance: 'none',
      budget: { turns: 30, wallMs: 300_000, costUsd: project.budget.costUsd },
      memory: { recall: false, extractEvery: 0 },
    });
    const { lease, state } = await the.entries();
    expect(lease.value).toMatchObject({ goal: 'G-1', life: { bootId: 'boot-1', pid: 7 } });
    expect(state.value).toEqual({ lastAt: the.world.clock.now() });
  });

  it('does not begin before enough goals wrote, nor before a day is over, nor while drover is drained', async () => {
    const few = scene({ writers: ['G-1'] });
    await few.look();
    expect(await few.goals()).toBe(0);
    const the = scene();
    await the.world.store.commit({
      entries: [
        {
          key: 'control/drain',
          expectedVersion: 0,
          value: { by: { platform: 'local', user: 'local' }, at: 1, reason: '' },
        },
      ],
    });
    await the.look();
    expect(await the.goals()).toBe(0);
  });

  it('happens once, however often it is looked; the next one counts from the last', async () => {
    const the = scene();
    const first = the.world.clock.now();
    await the.look();
    await the.look();
    await Promise.all([the.look(), the.look()]);
    expect(await the.goals()).toBe(1);
    await play(the, ...worked(sha), delivered);
    await the.look();
    await the.look();
    expect(await the.goals()).toBe(1);
    await the.world.clock.advance(day);
    await the.look();
    expect(await the.goals()).toBe(2);
    expect(the.asked.at(-1)).toBe(first);
  });

  it('two lives that look at once dispatch one goal', async () => {
    const the = scene();
    await Promise.all([
      the.look(),
      keepNotes({ ...the.keeper, life: { bootId: 'boot-1', pid: 8 } }, project, never),
    ]);
    expect(await the.goals()).toBe(1);
  });

  it('what the goal committed is taken over when it is done, recorded, and told in its thread', async () => {
    const the = scene({
      adopted: {
        is: 'adopted',
        written: ['a.md'],
        removed: [],
        refused: [{ file: 'x.sh', why: 'it is no note' }],
      },
    });
    await the.look();
    await play(the, ...worked(sha));
    await the.look();
    expect(the.changes).toEqual([]);
    const goal = await play(the, delivered);
    await the.look();
    expect(the.changes).toEqual([{ base, sha, author: { goal: goal.id, message: 'Tidied by G-1' } }]);
    const { lease, state } = await the.entries();
    expect(lease).toEqual({ version: 0 });
    expect(state.value.outcome).toMatchObject({
      is: 'adopted',
      goal: 'G-1',
      note: '1 written, 0 removed, 1 put back',
    });
    const events = await the.world.store.events(goal.id, 0, 100);
    expect(events.at(-1)).toMatchObject({ type: 'auto_dream', data: { refused: [{ file: 'x.sh' }] } });
  });

  it.each([
    ['skipped', { is: 'skipped', why: 'the notes were changed meanwhile' }, sha],
    ['nothing to do', undefined, base],
  ] as const)('the outcome “%s” is recorded', async (is, adopted, head) => {
    const the = scene(adopted === undefined ? {} : { adopted });
    await the.look();
    await play(the, ...worked(head, 'NO_CHANGES_NEEDED'), ...(head === base ? [] : [delivered]));
    await the.look();
    expect((await the.entries()).state.value.outcome).toMatchObject({ is });
  });

  it('a goal that failed is recorded as failed, and nothing is taken over', async () => {
    const the = scene();
    await the.look();
    const goal = await the.world.goal(1);
    await the.world.happen(goal.id, {
      type: 'CancelWished',
      by: { platform: 'local', user: 'local' },
      reason: 'not now',
    });
    await the.look();
    expect((await the.entries()).state.value.outcome).toMatchObject({ is: 'failed' });
    expect(the.changes).toEqual([]);
  });

  it('a life after the one that dispatched it goes on with the goal, and takes the lease', async () => {
    const the = scene();
    await the.look();
    await play(the, { type: 'SlotGranted' });
    await keepNotes({ ...the.keeper, life: { bootId: 'boot-2', pid: 9 } }, project, never);
    expect((await the.entries()).lease.value).toMatchObject({
      goal: 'G-1',
      life: { bootId: 'boot-2', pid: 9 },
    });
  });

  it('a goal that nobody knows any more was lost on restart; the next one may begin in a day', async () => {
    const the = scene();
    await the.world.store.commit({
      entries: [
        {
          key: 'memory/shop/lease',
          expectedVersion: 0,
          value: { goal: 'G-77', life: { bootId: 'boot-0', pid: 1 }, at: 5 },
        },
      ],
    });
    await the.look();
    const { lease, state } = await the.entries();
    expect(lease.value).toBeUndefined();
    expect(state.value.outcome).toMatchObject({ is: 'lost on restart', goal: 'G-77' });
  });

  it('looks again as soon as something happens to the goal that tidies', async () => {
    const the = scene();
    const stop = new AbortController();
    const running = runMemoryKeeper(the.keeper, stop.signal);
    await settle();
    await play(the, ...worked(sha), delivered);
    await settle();
    expect(the.changes).toHaveLength(1);
    stop.abort();
    await running;
  });

  it('goes on after trouble until it is told to stop, and ends then', async () => {
    const the = scene();
    const stop = new AbortController();
    let calls = 0;
    const memory: Memory = {
      ...the.keeper.memory,
      async writersSince() {
        calls += 1;
        throw new Error('the disk is gone');
      },
    };
    const running = runMemoryKeeper({ ...the.keeper, memory }, stop.signal);
    await settle();
    await the.world.clock.advance(60_000);
    expect(calls).toBe(2);
    stop.abort();
    await running;
    await runMemoryKeeper({ ...the.keeper, projects: [] }, never);
  });
});
