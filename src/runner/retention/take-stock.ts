import { isTerminal } from '../../domain/goal.ts';
import type { GoalId } from '../../domain/ids.ts';
import type { GoalDocument } from '../../goal/state.ts';
import type { KeptGoal } from '../../policy/retention/plan-retention.ts';
import type { StoredWork } from '../../ports/workspace.ts';
import { loadGoal } from '../document.ts';
import type { Retention } from './retention.ts';

/** What is kept on disk, by goal. */
export interface Stock {
  readonly kept: readonly KeptGoal[];
  readonly works: ReadonlyMap<GoalId, StoredWork>;
}

/** Looks at everything that is kept. A goal that the store does not know counts like an open one: nothing of it goes. */
export async function takeStock(retention: Retention, signal: AbortSignal): Promise<Stock> {
  const stored = (await retention.workspaces.inventory(signal)).filter(holdsAnything);
  const works = new Map(stored.map((work) => [work.goal, work] as const));
  const turns = await retention.turnFolders.sizes(signal);
  const kept: KeptGoal[] = [];
  for (const goal of new Set([...works.keys(), ...turns.keys()])) {
    signal.throwIfAborted();
    const endedAt = await endOf(retention, goal);
    kept.push({
      goal,
      hasRefs: works.get(goal)?.hasRefs ?? false,
      ...(endedAt === undefined ? {} : { endedAt }),
      ...treeOf(works.get(goal)),
      ...(turns.has(goal) ? { turnBytes: turns.get(goal) ?? 0 } : {}),
    });
  }
  return { kept, works };
}

/** A goal is known to its mirror for good; those of which nothing else is left need not be looked at. */
const holdsAnything = ({ worktree, kept, hasRefs }: StoredWork): boolean =>
  worktree !== undefined || kept.length > 0 || hasRefs;

const treeOf = (work: StoredWork | undefined): Pick<KeptGoal, 'treeBytes'> =>
  work === undefined || (work.worktree === undefined && work.kept.length === 0)
    ? {}
    : { treeBytes: work.bytes };

/** A document that cannot be read is one that nothing may be removed for. */
async function endOf({ runtime }: Retention, goal: GoalId): Promise<number | undefined> {
  try {
    const loaded = await loadGoal(runtime.store, goal);
    return loaded === undefined ? undefined : endOfGoal(loaded.goal);
  } catch (error) {
    runtime.logger.warn({ err: error, goal }, 'nothing is cleared away for a goal that cannot be read');
    return undefined;
  }
}

/** When it ended; undefined while it is open, or anything of it still runs. */
export const endOfGoal = (goal: GoalDocument): number | undefined =>
  isTerminal(goal.state) && goal.effects.length === 0 ? (goal.endedAt ?? goal.createdAt) : undefined;
