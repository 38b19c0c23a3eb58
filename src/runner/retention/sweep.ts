import type { GoalId } from '../../domain/ids.ts';
import type { RetentionRules } from '../../domain/rules/retention-rules.ts';
import { planRetention } from '../../policy/retention/plan-retention.ts';
import { removeKept } from './remove-kept.ts';
import type { Retention } from './retention.ts';
import { takeStock } from './take-stock.ts';

/** What one sweep did. */
export interface Swept {
  /** Goals whose worktree went. */
  readonly worktrees: readonly GoalId[];
  /** Bytes that are free now, turns included. */
  readonly bytes: number;
  /** Goals of which something could not be removed; the log says why. */
  readonly failed: readonly GoalId[];
  /** Bytes that are still kept. */
  readonly leftBytes: number;
}

/** Removes what these rules say. A goal that gives trouble does not hold up the others. */
export async function sweep(
  retention: Retention,
  rules: RetentionRules,
  signal: AbortSignal,
): Promise<Swept> {
  const { runtime } = retention;
  const { kept, works } = await takeStock(retention, signal);
  const before = planRetention(nothingGoes, kept, runtime.clock.now()).leftBytes;
  const { removals } = planRetention(rules, kept, runtime.clock.now());
  const [worktrees, failed]: [GoalId[], GoalId[]] = [[], []];
  let bytes = 0;
  for (const removal of removals) {
    signal.throwIfAborted();
    try {
      const removed = await removeKept(retention, removal, works.get(removal.goal), signal);
      bytes += removed.bytes;
      if (removed.worktree) worktrees.push(removal.goal);
    } catch (error) {
      if (signal.aborted || !runtime.store.health().ok) throw error;
      runtime.logger.warn({ err: error, goal: removal.goal }, 'what an ended goal left could not be removed');
      failed.push(removal.goal);
    }
  }
  const lighter = removals.flatMap(({ goal, refs }) => (refs ? [works.get(goal)?.project] : []));
  await tidyAll(retention, new Set(lighter.filter((project) => project !== undefined)), signal);
  return { worktrees, bytes, failed, leftBytes: Math.max(0, before - bytes) };
}

/** Objects that only removed refs held take up disk until then. */
async function tidyAll(
  { workspaces, runtime }: Retention,
  projects: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<void> {
  for (const project of projects) {
    try {
      await workspaces.tidy(project, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      runtime.logger.warn({ err: error, project }, 'a mirror could not be packed; it is whole all the same');
    }
  }
}

const nothingGoes: RetentionRules = { worktreesMs: 0, refsMs: 0, turnsMs: 0, diskBytes: 0 };
