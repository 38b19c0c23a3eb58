import { assertNever } from '../domain/errors.ts';
import type { Failure } from '../domain/failure.ts';
import type { ReplayRules } from '../domain/rules/loop-rules.ts';
import { longestRetryMs, retryDelayMs } from './backoff.ts';

/** What happens after a failed turn. */
export type ReplayDecision =
  /** The same turn again, after a while; costs no turn. No goal uses the agent until then. */
  | { do: 'wait'; delayMs: number }
  /** The same turn again, now. */
  | { do: 'repeat'; session: 'resume' | 'fresh' | 'compacted'; rollback: boolean }
  /** A new turn that is told about the failure. */
  | { do: 'next' }
  /** The next agent in line goes on with the same turn. */
  | { do: 'fail-over'; why: string; coolMs?: number }
  /** A person is asked; costs no turn. */
  | { do: 'ask' }
  /** No use in trying again: the run has failed. */
  | { do: 'stop' }
  /** A person must look at it; the work is kept. */
  | { do: 'escalate'; why: string };

/** Failures of one sort in a row, the present one included. */
export interface FailureStreak {
  readonly transient: number;
  readonly crashes: number;
  readonly overflows: number;
}

/** What else the decision depends on. */
export interface ReplayFacts {
  readonly streak: FailureStreak;
  readonly now: number;
  /** In [0, 1), for jitter. */
  readonly chance: number;
  /** Another agent stands ready. */
  readonly canFailOver: boolean;
  /** The session exists, and its agent can compact it. */
  readonly canCompact: boolean;
  readonly rules: ReplayRules;
}

/** In a row, before another agent takes over. */
export const mostTransient = 6;
/** In a row, before a person is asked: some five hours after the waits became as long as they get. */
export const mostWaits = mostTransient + 20;

/** Replay by kind of failure. Budgets are not looked at here: they stop only what this would go on with. */
export function decideReplay(failure: Failure, facts: ReplayFacts): ReplayDecision {
  switch (failure.kind) {
    case 'rate-limited':
    case 'overloaded':
      return afterLimit(failure, facts);
    case 'quota-exhausted':
      return afterQuota(failure, facts);
    case 'context-overflow':
      return afterOverflow(facts);
    case 'session-lost':
      return facts.streak.crashes > 3
        ? { do: 'escalate', why: 'sessions keep getting lost' }
        : repeat('fresh');
    case 'timeout':
    case 'crashed':
    case 'network':
    case 'protocol':
      return afterCrash(failure, facts);
    case 'max-turns':
    case 'agent-error':
      return { do: 'next' };
    case 'auth':
    case 'cli-missing':
    case 'cli-refused':
    case 'model-unknown':
      return facts.canFailOver ? { do: 'fail-over', why: failure.message } : { do: 'stop' };
    case 'permission-blocked':
      return { do: 'ask' };
    default:
      return assertNever(failure.kind);
  }
}

const repeat = (session: 'resume' | 'fresh' | 'compacted', rollback = false): ReplayDecision => ({
  do: 'repeat',
  session,
  rollback,
});

function afterLimit(failure: Failure, { streak, chance, canFailOver }: ReplayFacts): ReplayDecision {
  if (streak.transient <= mostTransient)
    return { do: 'wait', delayMs: retryDelayMs(failure.retryAfterMs, streak.transient, chance) };
  const why = `the vendor refused ${streak.transient} times in a row`;
  if (canFailOver) return { do: 'fail-over', why, coolMs: longestRetryMs };
  return streak.transient <= mostWaits ? { do: 'wait', delayMs: longestRetryMs } : { do: 'escalate', why };
}

/** A quota that nobody knows the end of is asked again after the longest wait, at most a few times. */
function afterQuota(failure: Failure, { streak, now, canFailOver }: ReplayFacts): ReplayDecision {
  const delayMs = failure.resetsAt === undefined ? longestRetryMs : Math.max(failure.resetsAt - now, 1000);
  if (canFailOver) return { do: 'fail-over', why: failure.message, coolMs: delayMs };
  if (failure.resetsAt === undefined) return { do: 'stop' };
  return streak.transient > mostWaits
    ? { do: 'escalate', why: 'the quota was used up again at each of its resets' }
    : { do: 'wait', delayMs };
}

/** Compact and try again; a second time in a row, go on in a fresh session. The guard `overflows` stops the third. */
const afterOverflow = ({ streak, canCompact }: ReplayFacts): ReplayDecision =>
  streak.overflows <= 1 && canCompact ? repeat('compacted') : repeat('fresh');

/** Resume once, then fresh sessions, then a person. A restart of drover itself is never held against the agent. */
function afterCrash(failure: Failure, { streak, rules }: ReplayFacts): ReplayDecision {
  if (failure.byRestart === true || streak.crashes <= 1) return repeat('resume');
  if (streak.crashes <= 1 + rules.maxFreshRetries) return repeat('fresh', rules.rollbackOnCrash);
  return { do: 'escalate', why: `the agent failed ${streak.crashes} times in a row` };
}
