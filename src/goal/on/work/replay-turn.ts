import type { Failure } from '../../../domain/failure.ts';
import { decideReplay, type ReplayDecision } from '../../../policy/replay.ts';
import { record, type Draft } from '../../draft.ts';
import { endRun } from '../../end-run.ts';

/** A turn failed: counts it, asks the policy, and sets the course. */
export function replayTurn(draft: Draft, failure: Failure): void {
  const { goal, context } = draft;
  goal.lastFailure = failure;
  countFailure(draft, failure);
  const decision = decideReplay(failure, goal.streak, context.now, context.chance);
  record(draft, 'replay', { failure, decision });
  if (decision.do === 'stop') {
    const hint = failure.hint === undefined ? {} : { hint: failure.hint };
    return endRun(draft, 'failed', { reason: failure.message, ...hint });
  }
  if (decision.do === 'escalate') {
    record(draft, 'escalate', { why: decision.why });
    return endRun(draft, 'escalated', {
      reason: `${decision.why}: ${failure.message}`,
      hint:
        failure.hint ??
        `The work is kept in the goal’s worktree. Look at /goal logs ${goal.id}, then dispatch again.`,
    });
  }
  goal.next = 'checkpoint';
  goal.sameTurn = decision.do !== 'next';
  if (decision.session === 'fresh') delete goal.session;
  if (decision.do === 'wait') waitFor(draft, failure, decision.delayMs);
  if (failure.byRestart !== true)
    draft.notices.push({ type: 'TurnFailed', failure, course: describe(decision) });
}

function countFailure(draft: Draft, failure: Failure): void {
  const { streak } = draft.goal;
  if (failure.byRestart === true || failure.kind === 'max-turns') return;
  if (failure.kind === 'rate-limited' || failure.kind === 'overloaded') {
    streak.transient += 1;
    return;
  }
  if (failure.kind === 'quota-exhausted') return;
  streak.errors += 1;
  if (failure.kind === 'context-overflow') streak.overflows += 1;
  else if (failure.kind !== 'agent-error') streak.crashes += 1;
}

function waitFor(draft: Draft, failure: Failure, delayMs: number): void {
  const { goal, context } = draft;
  goal.state = 'waiting';
  goal.waiting = {
    reason: 'rate-limit',
    note: failure.message,
    deadline: context.now + delayMs,
    atDeadline: 'the turn is tried again',
  };
}

function describe(decision: ReplayDecision): string {
  if (decision.do === 'wait') return `trying again in ${Math.ceil(decision.delayMs / 1000)} s`;
  if (decision.do === 'repeat')
    return decision.session === 'resume' ? 'resuming the session' : 'starting a fresh session';
  return 'going on with the next turn';
}
