import { assertNever } from '../domain/errors.ts';
import type { Failure } from '../domain/failure.ts';
import { retryDelayMs } from './backoff.ts';

/** What happens after a failed turn. */
export type ReplayDecision =
  /** The same turn again, after a while; costs no turn. */
  | { do: 'wait'; delayMs: number; session: 'resume' | 'fresh' }
  /** The same turn again, now. */
  | { do: 'repeat'; session: 'resume' | 'fresh' }
  /** A new turn that is told about the failure. */
  | { do: 'next'; session: 'resume' | 'fresh' }
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

/** In a row, before drover stops waiting for a vendor. */
export const mostTransient = 6;
/** Resumes, then fresh sessions, before a person is asked. */
const mostCrashes = 2;

/** Replay by kind of failure. Budgets are not looked at here: they stop only what this would go on with. */
export function decideReplay(
  failure: Failure,
  streak: FailureStreak,
  now: number,
  chance: number,
): ReplayDecision {
  switch (failure.kind) {
    case 'rate-limited':
    case 'overloaded':
      return streak.transient > mostTransient
        ? { do: 'escalate', why: `the vendor refused ${mostTransient} times in a row` }
        : {
            do: 'wait',
            delayMs: retryDelayMs(failure.retryAfterMs, streak.transient, chance),
            session: 'resume',
          };
    case 'quota-exhausted':
      return afterQuota(failure, now);
    case 'context-overflow':
      return streak.overflows > 1
        ? { do: 'escalate', why: 'the context overflowed again in a fresh session' }
        : { do: 'repeat', session: 'fresh' };
    case 'session-lost':
      return streak.crashes > mostCrashes + 1
        ? { do: 'escalate', why: 'sessions keep getting lost' }
        : { do: 'repeat', session: 'fresh' };
    case 'timeout':
    case 'crashed':
    case 'network':
    case 'protocol':
      return afterCrash(failure, streak);
    case 'max-turns':
      return { do: 'next', session: 'resume' };
    case 'auth':
    case 'cli-missing':
    case 'cli-refused':
    case 'model-unknown':
      return { do: 'stop' };
    case 'agent-error':
      return { do: 'next', session: 'resume' };
    case 'permission-blocked':
      return { do: 'escalate', why: 'the agent needs something it may not do' };
    default:
      return assertNever(failure.kind);
  }
}

function afterQuota(failure: Failure, now: number): ReplayDecision {
  if (failure.resetsAt === undefined) return { do: 'stop' };
  return { do: 'wait', delayMs: Math.max(failure.resetsAt - now, 1000), session: 'resume' };
}

/** Resume once, then a fresh session once, then a person. A restart of drover itself is never held against the agent. */
function afterCrash(failure: Failure, streak: FailureStreak): ReplayDecision {
  if (failure.byRestart === true || streak.crashes <= 1) return { do: 'repeat', session: 'resume' };
  if (streak.crashes <= mostCrashes) return { do: 'repeat', session: 'fresh' };
  return { do: 'escalate', why: `the agent failed ${streak.crashes} times in a row` };
}
