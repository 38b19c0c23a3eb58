import type { Failure } from '../../../domain/failure.ts';
import { decideReplay, type ReplayDecision } from '../../../policy/replay.ts';
import { order, record, type Draft } from '../../draft.ts';
import { endRun } from '../../moves/end-run.ts';
import { canCompact } from '../../moves/order-turn.ts';
import { handOver, nextAgent, retireSession } from '../../moves/sessions.ts';
import { waitForAgent, waitForPermission } from '../../moves/wait.ts';

/** A turn failed: counts it, asks the policy, and sets the course. */
export function replayTurn(draft: Draft, failure: Failure): void {
  const { goal, context } = draft;
  goal.lastFailure = failure;
  countFailure(draft, failure);
  const decision = decideReplay(failure, {
    streak: goal.streak,
    now: context.now,
    chance: context.chance,
    canFailOver: nextAgent(draft) !== undefined,
    canCompact: goal.session?.started === true && canCompact(draft),
    rules: context.rules.replay,
  });
  record(draft, 'replay', { failure, decision });
  goal.next = 'checkpoint';
  goal.sameTurn = decision.do !== 'next';
  takeCourse(draft, failure, decision);
}

/** A vendor that refuses for now breaks nothing; everything else counts, but what drover itself or a cap has ended. */
function countFailure(draft: Draft, failure: Failure): void {
  const { streak } = draft.goal;
  if (failure.byRestart === true || failure.kind === 'max-turns' || failure.kind === 'permission-blocked')
    return;
  if (
    failure.kind === 'rate-limited' ||
    failure.kind === 'overloaded' ||
    failure.kind === 'quota-exhausted'
  ) {
    streak.transient += 1;
    return;
  }
  streak.errors += 1;
  if (failure.kind === 'context-overflow') streak.overflows += 1;
  else if (failure.kind !== 'agent-error') streak.crashes += 1;
}

function takeCourse(draft: Draft, failure: Failure, decision: ReplayDecision): void {
  switch (decision.do) {
    case 'stop':
      return stop(draft, failure);
    case 'escalate':
      return escalate(draft, failure, decision.why);
    case 'ask':
      return ask(draft, failure);
    case 'fail-over':
      return failOver(draft, failure, decision);
    case 'wait':
      return waitForVendor(draft, failure, decision.delayMs);
    case 'repeat':
      return repeat(draft, failure, decision);
    case 'next':
      return tell(draft, failure, 'going on with the next turn');
  }
}

function tell(draft: Draft, failure: Failure, course: string): void {
  if (failure.byRestart !== true) draft.notices.push({ type: 'TurnFailed', failure, course });
}

function stop(draft: Draft, failure: Failure): void {
  const hint = failure.hint === undefined ? {} : { hint: failure.hint };
  endRun(draft, 'failed', { reason: failure.message, ...hint });
}

function escalate(draft: Draft, failure: Failure, why: string): void {
  record(draft, 'escalate', { why });
  endRun(draft, 'escalated', {
    reason: `${why}: ${failure.message}`,
    hint:
      failure.hint ??
      `The work is kept. Look at /goal logs ${draft.goal.id}, then go on with /goal continue ${draft.goal.id}.`,
  });
}

function ask(draft: Draft, failure: Failure): void {
  if (draft.context.rules.questionWaitMs > 0) return waitForPermission(draft, failure.message);
  escalate(draft, failure, 'the agent needs something it may not do');
}

function failOver(
  draft: Draft,
  failure: Failure,
  { why, coolMs }: Extract<ReplayDecision, { do: 'fail-over' }>,
): void {
  const { goal } = draft;
  if (coolMs !== undefined) coolDown(draft, failure, coolMs);
  const other = nextAgent(draft);
  if (other === undefined) return stop(draft, failure);
  draft.notices.push({ type: 'HandedOver', from: goal.agent.name, why });
  handOver(draft, other, why);
}

function waitForVendor(draft: Draft, failure: Failure, delayMs: number): void {
  coolDown(draft, failure, delayMs);
  waitForAgent(draft, { until: draft.context.now + delayMs, why: failure.message });
  tell(draft, failure, `trying again in ${Math.ceil(delayMs / 1000)} s`);
}

/** Every goal leaves the agent alone until then: the one whose turn broke, also where another has been put in its place. */
function coolDown(draft: Draft, failure: Failure, ms: number): void {
  const { goal } = draft;
  draft.cooldowns.push({
    agent: goal.turns.at(-1)?.agent ?? goal.agent.name,
    until: draft.context.now + ms,
    why: failure.message,
  });
}

function repeat(
  draft: Draft,
  failure: Failure,
  { session, rollback }: Extract<ReplayDecision, { do: 'repeat' }>,
): void {
  const { goal } = draft;
  if (session === 'compacted') goal.compaction.wanted = 'overflow';
  if (session === 'fresh') retireSession(draft, failure.message);
  const last = goal.checkpoints.at(-1);
  if (rollback && last !== undefined)
    order(draft, {
      type: 'RestoreWorkspace',
      to: { kind: 'checkpoint', number: last.number, sha: last.sha },
    });
  tell(draft, failure, courses[session]);
}

const courses = {
  resume: 'resuming the session',
  fresh: 'starting a fresh session',
  compacted: 'compacting the session and trying again',
} as const;
