import { defaultLadder, type LadderRules } from './ladder.ts';

/** How the loop decides where configuration has a say. Times are milliseconds. */
export interface LoopRules {
  /** How long a goal whose budget is used up waits for a person; 0: it ends as `exhausted` at once. */
  readonly budgetWaitMs: number;
  /** How long a goal that needs a person's word waits for it. */
  readonly questionWaitMs: number;
  readonly compaction: CompactionRules;
  /** A session that was idle, or is old, is not resumed any more. */
  readonly session: { readonly idleMs: number; readonly ageMs: number };
  readonly replay: ReplayRules;
  /** How long a goal waits for other goals. */
  readonly dependencyWaitMs: number;
  /** What the helper model is there for. */
  readonly helps: { readonly summary: boolean; readonly compact: boolean; readonly memory: boolean };
  /** Who is told when nobody answers. */
  readonly ladder: LadderRules;
}

/** When a session's context is compacted. */
export interface CompactionRules {
  /** Share of the context window. */
  readonly share: number;
  readonly ageMs: number;
  /** Turns between two compactions. */
  readonly minTurns: number;
  /** Failures in a row after which it is not tried again. */
  readonly mostFailures: number;
}

/** How often a turn that broke is tried again. */
export interface ReplayRules {
  /** Whether the worktree is returned to its checkpoint before a fresh session. */
  readonly rollbackOnCrash: boolean;
  /** Fresh sessions in a row, after the session was resumed once. */
  readonly maxFreshRetries: number;
}

const minute = 60_000;
const hour = 60 * minute;

/** What holds when nobody says otherwise. */
export const defaultRules: LoopRules = {
  budgetWaitMs: 24 * hour,
  questionWaitMs: 24 * hour,
  compaction: { share: 0.8, ageMs: 120 * minute, minTurns: 5, mostFailures: 3 },
  session: { idleMs: 24 * hour, ageMs: 30 * 24 * hour },
  replay: { rollbackOnCrash: false, maxFreshRetries: 1 },
  dependencyWaitMs: 7 * 24 * hour,
  helps: { summary: false, compact: false, memory: false },
  ladder: defaultLadder,
};
