import type { GoalId } from '../domain/ids.ts';
import type { SlotCaps } from '../domain/rules/slot-caps.ts';
import type { OrphanReaper } from '../ports/agent.ts';
import type { GoalSummary } from '../ports/store/goal-store.ts';
import { chooseGoals } from '../policy/queue/slots.ts';
import type { GoalDocument } from '../goal/state.ts';
import { applyEvent } from './apply.ts';
import { createBell, type Bell } from './bell.ts';
import { loadGoal } from './document.ts';
import { driveGoal } from './drive.ts';
import { heedOthers } from './control/heed-others.ts';
import { slotsNow } from './control/slots-now.ts';
import { withLease } from './lease-keeper.ts';
import { tagOf, type Tools } from './perform/performer.ts';
import type { Runtime } from './runtime.ts';

export interface WorkerOptions {
  readonly runtime: Runtime;
  readonly tools: Tools;
  readonly reaper: OrphanReaper;
  /** Goals that may work at once, as configured; the entry of `limit` says otherwise. */
  readonly slots: SlotCaps;
  readonly name: string;
}

interface Worker extends WorkerOptions {
  readonly bell: Bell;
  readonly driving: Map<GoalId, Promise<void>>;
}

/** How long the worker sleeps when nothing calls it, in milliseconds: the safety net under every missed wake-up. */
const longestNapMs = 5000;

/**
 * Hands out slots, wakes goals whose time has come, and drives those that have work, until `signal`.
 * First ends what earlier lives left running and no goal goes on with, so that no agent ever runs beside an older self.
 * Rejects when the store failed, after everything in flight was ended: nobody may work on what cannot be written down.
 */
export async function runWorker(options: WorkerOptions, signal: AbortSignal): Promise<void> {
  const worker: Worker = { ...options, bell: createBell(), driving: new Map() };
  await reapOrphans(worker, signal);
  const unsubscribe = worker.runtime.store.onCommit((change) => {
    // What is of no goal may be a switch that an operator has thrown.
    if (change.goal !== undefined || !change.posts) worker.bell.ring();
  });
  signal.addEventListener('abort', worker.bell.ring, { once: true });
  const leaving = new AbortController();
  const until = AbortSignal.any([signal, leaving.signal]);
  try {
    while (!signal.aborted) {
      const news = worker.bell.next();
      // A store that failed refuses this, too, and so ends the loop.
      const goals = await worker.runtime.store.list({ terminal: false });
      await attend(worker, goals, until);
      await nap(worker, goals, news);
    }
  } finally {
    unsubscribe();
    leaving.abort();
    await Promise.all(worker.driving.values());
  }
}

/** Turns that are still wanted go on, also those that are to be ended: what they cost is to be known. */
async function reapOrphans(worker: Worker, signal: AbortSignal): Promise<void> {
  const { tools, runtime } = worker;
  const goals = await openGoals(runtime);
  const keep = new Set(goals.flatMap((goal) => tagsOfTurns(tools, goal)));
  const tags = await worker.reaper.reap(`${tools.homeId}/`, keep, signal);
  if (tags.length > 0)
    runtime.logger.warn({ tags }, 'ended processes that an earlier life of drover left running');
  for (const goal of goals)
    if (goal.restart !== undefined) await applyEvent(runtime, goal.id, () => ({ type: 'DroverBack' }));
}

const tagsOfTurns = (tools: Tools, goal: GoalDocument): string[] =>
  goal.effects.flatMap((effect) =>
    effect.type === 'RunTurn' && effect.started !== undefined && tools.agents.has(effect.agent.name)
      ? [tagOf(tools, goal, String(effect.started.seq))]
      : [],
  );

/** Tells on the cards that drover goes away. */
export async function sayGoodbye(runtime: Runtime): Promise<void> {
  for (const goal of await openGoals(runtime))
    await applyEvent(runtime, goal.id, () => ({ type: 'DroverLeft' }));
}

async function openGoals(runtime: Runtime): Promise<readonly GoalDocument[]> {
  const summaries = await runtime.store.list({ terminal: false });
  const loaded = await Promise.all(summaries.map(({ id }) => loadGoal(runtime.store, id)));
  return loaded.flatMap((row) => (row === undefined ? [] : [row.goal]));
}

async function attend(worker: Worker, goals: readonly GoalSummary[], signal: AbortSignal): Promise<void> {
  const now = worker.runtime.clock.now();
  for (const goal of goals) {
    if (goal.wakeAt !== undefined && goal.wakeAt <= now)
      await applyEvent(worker.runtime, goal.id, () => ({ type: 'WakeDue' }));
  }
  await heedOthers(worker.runtime, goals);
  for (const id of chooseGoals(goals, await slotsNow(worker.runtime.store, worker.slots), now))
    await applyEvent(worker.runtime, id, () => ({ type: 'SlotGranted' }));
  for (const goal of goals) {
    if (goal.hasWork && !worker.driving.has(goal.id)) startDriving(worker, goal.id, signal);
  }
}

function startDriving(worker: Worker, id: GoalId, signal: AbortSignal): void {
  const done = driveOnce(worker, id, signal).then((drove) => {
    worker.driving.delete(id);
    if (drove) worker.bell.ring();
    return undefined;
  });
  worker.driving.set(id, done);
}

/**
 * false: it could not be driven now; the next nap's end tries again, so that a fault cannot become a busy loop.
 * Where the fault is the store's there is no next time, and the worker is told at once.
 */
async function driveOnce(worker: Worker, id: GoalId, signal: AbortSignal): Promise<boolean> {
  const { runtime, tools, name } = worker;
  try {
    return await withLease(
      runtime,
      id,
      name,
      (lease, until) => driveGoal(runtime, tools, lease, until),
      signal,
    );
  } catch (error) {
    if (!runtime.store.health().ok) return true;
    runtime.logger.error({ err: error, goal: id }, 'driving a goal failed; it is tried again after a while');
    return false;
  }
}

/** Sleeps until the bell rings, the next goal wants to be woken, or the longest nap is over. */
async function nap(worker: Worker, goals: readonly GoalSummary[], news: Promise<void>): Promise<void> {
  const { clock } = worker.runtime;
  const next = Math.min(
    ...goals.map((goal) => (goal.wakeAt === undefined ? Infinity : goal.wakeAt - clock.now())),
  );
  const over = new AbortController();
  const sleep = clock.sleep(Math.max(0, Math.min(next, longestNapMs)), over.signal).catch(() => undefined);
  await Promise.race([news, sleep]);
  over.abort();
}
