import type { CompactionRules } from '../domain/rules/loop-rules.ts';
import type { ContextSize } from '../domain/turn.ts';

/** What is known of a session when its next turn is due. */
export interface SessionFacts {
  readonly ageMs: number;
  /** Work turns since it began or was last compacted. */
  readonly turns: number;
  /** As the last turn reported it: the current size, never a sum over turns. */
  readonly context?: ContextSize;
}

/** Windows of agents that do not tell theirs, in tokens: the smallest that current models have. */
const assumedWindow = 200_000;

/**
 * Whether a session is to be compacted before its next turn, and why: its context presses, or it is old; never sooner
 * than `minTurns` after the last time, nor after `mostFailures` failures in a row.
 */
export function compactionDue(
  session: SessionFacts,
  failures: number,
  rules: CompactionRules,
): 'pressure' | 'age' | undefined {
  if (failures >= rules.mostFailures || session.turns < rules.minTurns) return undefined;
  if (contextShare(session.context) > rules.share) return 'pressure';
  return session.ageMs > rules.ageMs ? 'age' : undefined;
}

/** The part of the window that is in use, 0 when nothing is known. */
export const contextShare = (context: ContextSize | undefined): number =>
  context === undefined ? 0 : context.used / (context.window ?? assumedWindow);
