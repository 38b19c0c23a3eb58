import type { GoalId } from '../../domain/ids.ts';
import type { Project } from '../../domain/project.ts';
import { consolidationDue } from '../../policy/memory/consolidation.ts';
import { createGoal } from '../apply.ts';
import { createBell } from '../bell.ts';
import { readDrain } from '../control/switches.ts';
import type { MemoryKeeper } from './memory-keeper.ts';
import type { TidyingState } from '../../policy/memory/tidying-state.ts';
import { leaseWrite, readTidying, stateWrite, type TidyingEntries } from './tidying-entries.ts';
import { settleTidying } from './settle-tidying.ts';
import { tidySpec } from './tidy-spec.ts';

/** How often it is looked whether something is to be done when nothing calls, in milliseconds. */
const everyMs = 60_000;

/** Has notes tidied until `signal`. Trouble is logged and tried again: nothing waits for this. */
export async function runMemoryKeeper(keeper: MemoryKeeper, signal: AbortSignal): Promise<void> {
  if (keeper.projects.length === 0) return;
  const bell = createBell();
  const watched = new Set<GoalId>();
  const unsubscribe = keeper.runtime.store.onCommit(({ goal }) => {
    if (goal !== undefined && watched.has(goal)) bell.ring();
  });
  try {
    while (!signal.aborted) {
      const news = bell.next();
      for (const project of keeper.projects) await lookAfter(keeper, project, watched, signal);
      await nap(keeper, news, signal);
    }
  } finally {
    unsubscribe();
  }
}

/** Looks, and watches the goal that tidies from then on. */
async function lookAfter(
  keeper: MemoryKeeper,
  project: Project,
  watched: Set<GoalId>,
  signal: AbortSignal,
): Promise<void> {
  const { store, logger } = keeper.runtime;
  try {
    await keepNotes(keeper, project, signal);
    const { lease } = await readTidying(store, project.name);
    if (lease.value !== undefined) watched.add(lease.value.goal);
  } catch (error) {
    if (signal.aborted) return;
    logger.warn({ err: error, project: project.name }, 'the notes could not be looked after');
  }
}

/** Until something happens to a goal that is watched, or the time has come to look anyway. */
async function nap({ runtime }: MemoryKeeper, news: Promise<void>, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  const sleep = runtime.clock.sleep(everyMs, AbortSignal.any([signal, over.signal])).catch(() => undefined);
  await Promise.race([news, sleep]);
  over.abort();
}

/** One look at one project: settles what an earlier goal did, or dispatches a new one when it is due. */
export async function keepNotes(keeper: MemoryKeeper, project: Project, signal: AbortSignal): Promise<void> {
  const entries = await readTidying(keeper.runtime.store, project.name);
  const lease = entries.lease.value;
  if (lease !== undefined) return settleTidying(keeper, { project: project.name, entries, lease }, signal);
  if (await isDue(keeper, project, entries.state.value, signal))
    await dispatch(keeper, project, entries, signal);
}

async function isDue(
  { runtime, memory, rules }: MemoryKeeper,
  { name }: Project,
  { lastAt }: TidyingState,
  signal: AbortSignal,
): Promise<boolean> {
  const now = runtime.clock.now();
  if (lastAt !== undefined && now - lastAt < rules.consolidateEveryMs) return false;
  if ((await readDrain(runtime.store)).value !== undefined) return false;
  const writers = (await memory.writersSince(name, lastAt ?? 0, signal)).length;
  return consolidationDue(rules, {
    now,
    writers,
    ...(lastAt === undefined ? {} : { lastAt }),
  });
}

/** The goal, the lease and the time of it are one commit: there is never one without the others. */
async function dispatch(
  { runtime, memory, life }: MemoryKeeper,
  project: Project,
  entries: TidyingEntries,
  signal: AbortSignal,
): Promise<void> {
  const at = runtime.clock.now();
  const folder = await memory.folder(project.name, signal);
  await createGoal(runtime, tidySpec(project, folder), {
    entries: (goal) => [
      leaseWrite(project.name, entries, { goal: goal.id, life, at }),
      stateWrite(project.name, entries, { ...entries.state.value, lastAt: at }),
    ],
  });
}
