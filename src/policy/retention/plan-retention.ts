import type { GoalId } from '../../domain/ids.ts';
import type { RetentionRules } from '../../domain/rules/retention-rules.ts';

/** What is kept on disk for one goal. */
export interface KeptGoal {
  readonly goal: GoalId;
  /** Epoch milliseconds at which it ended; absent while it is open, or when nobody knows: then nothing of it goes. */
  readonly endedAt?: number;
  /** Bytes of the worktree and what was moved aside for it; absent when there is none. */
  readonly treeBytes?: number;
  readonly hasRefs: boolean;
  /** Bytes of what agents and checks printed; absent when nothing is left. */
  readonly turnBytes?: number;
}

/** What goes of one goal. */
export interface Removal {
  readonly goal: GoalId;
  readonly worktree: boolean;
  readonly refs: boolean;
  readonly turns: boolean;
}

export interface RetentionPlan {
  /** Those whose goal ended longest ago come first. */
  readonly removals: readonly Removal[];
  /** Bytes that are left when all of it is done. */
  readonly leftBytes: number;
}

/**
 * Chooses what goes: what is older than the rules say, and then, while it is more than the quota, first the worktrees of
 * the goals that ended longest ago, then what they printed. Nothing of an open goal goes.
 */
export function planRetention(rules: RetentionRules, kept: readonly KeptGoal[], now: number): RetentionPlan {
  const ended = kept.filter(hasEnded).toSorted((a, b) => a.endedAt - b.endedAt);
  const choices = ended.map((goal) => ({ goal, ...tooOld(rules, goal, now - goal.endedAt) }));
  const gone = choices.reduce((sum, choice) => sum + freedBy(choice), 0);
  let left = kept.reduce((sum, goal) => sum + bytesOf(goal), 0) - gone;
  for (const part of ['worktree', 'turns'] as const) {
    for (const choice of choices) {
      const bytes = part === 'worktree' ? choice.goal.treeBytes : choice.goal.turnBytes;
      if (rules.diskBytes === 0 || left <= rules.diskBytes) break;
      if (choice[part] || bytes === undefined) continue;
      choice[part] = true;
      left -= bytes;
    }
  }
  const removals = choices
    .filter(({ worktree, refs, turns }) => worktree || refs || turns)
    .map(({ goal, worktree, refs, turns }) => ({ goal: goal.goal, worktree, refs, turns }));
  return { removals, leftBytes: left };
}

type EndedGoal = KeptGoal & { readonly endedAt: number };

const hasEnded = (goal: KeptGoal): goal is EndedGoal => goal.endedAt !== undefined;

interface Choice {
  readonly goal: EndedGoal;
  worktree: boolean;
  refs: boolean;
  turns: boolean;
}

/** Checkpoints outlive the worktree that they belong to. */
function tooOld(rules: RetentionRules, goal: EndedGoal, age: number): Omit<Choice, 'goal'> {
  const isOver = (limitMs: number): boolean => limitMs > 0 && age >= limitMs;
  const worktree = goal.treeBytes !== undefined && isOver(rules.worktreesMs);
  const stands = goal.treeBytes !== undefined && !worktree;
  return {
    worktree,
    refs: goal.hasRefs && !stands && isOver(rules.refsMs),
    turns: goal.turnBytes !== undefined && isOver(rules.turnsMs),
  };
}

const bytesOf = ({ treeBytes = 0, turnBytes = 0 }: KeptGoal): number => treeBytes + turnBytes;

const freedBy = ({ goal, worktree, turns }: Choice): number =>
  (worktree ? (goal.treeBytes ?? 0) : 0) + (turns ? (goal.turnBytes ?? 0) : 0);
