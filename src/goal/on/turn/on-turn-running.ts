import { breachedAxis } from '../../../policy/budget.ts';
import { pending, record, type Draft } from '../../draft.ts';
import type { RunTurnEffect } from '../../effects.ts';
import type { EventOf } from '../../events.ts';
import { budgetOf, usedBy } from '../../used.ts';

/** An agent process is about to be started for this order: from here on it may have left traces. */
export function onTurnStarted(draft: Draft, event: EventOf<'TurnStarted'>): void {
  const { goal, context } = draft;
  const effect = turnOf(draft, event);
  if (effect === undefined) return;
  const { seq, promptBytes, promptDigest } = event;
  effect.started = {
    seq,
    at: context.now,
    promptBytes,
    ...(promptDigest === undefined ? {} : { promptDigest }),
  };
  goal.seq = seq;
  if (event.recalled !== undefined) goal.recalled = event.recalled;
  // Another start of the same turn is told the same.
  if (event.missing !== undefined && effect.attempt === 1)
    draft.notices.push({ type: 'FilesMissing', files: event.missing });
  goal.progress = { text: '', tools: 0, at: context.now };
  record(draft, 'attempt.started', {
    kind: effect.kind,
    turn: effect.turn,
    attempt: effect.attempt,
    seq,
    agent: effect.agent.name,
    session: effect.session.id,
    resume: effect.session.resume,
    promptBytes,
    ...(event.recalled === undefined ? {} : { recalled: event.recalled }),
  });
}

/** The stream moved on. A session named by the agent is kept at once, so that a crashed turn can be resumed. */
export function onTurnProgressed(draft: Draft, event: EventOf<'TurnProgressed'>): void {
  const { goal, context } = draft;
  const effect = turnOf(draft, event);
  if (effect === undefined) return;
  if (event.session !== undefined && goal.session !== undefined) {
    goal.session.id = event.session;
    goal.session.started = true;
  }
  const text = event.text ?? goal.progress?.text ?? '';
  const usage = event.usage ?? goal.progress?.usage;
  goal.progress = { text, tools: event.tools, at: context.now, ...(usage === undefined ? {} : { usage }) };
  record(draft, 'progress', { text, tools: event.tools });
  if (usage !== undefined) endOverBudget(draft, effect);
}

/** What the stream shows breaks a budget: the turn is ended, and what it cost beyond the budget will be told. */
function endOverBudget(draft: Draft, effect: RunTurnEffect): void {
  const { goal } = draft;
  if (effect.abort !== undefined || goal.progress?.usage === undefined) return;
  const axis = breachedAxis(budgetOf(goal), usedBy(goal), goal.progress.usage);
  if (axis === undefined) return;
  effect.abort = 'budget';
  record(draft, 'budget.exhausted', { axis, inTurn: true, limit: budgetOf(goal)[axis] });
}

/** Nothing is heard from the agent: people are told, once for each turn. */
export function onTurnStalled(draft: Draft, event: EventOf<'TurnStalled'>): void {
  const { goal } = draft;
  if (turnOf(draft, event) === undefined || goal.progress === undefined || goal.progress.stalled === true)
    return;
  goal.progress.stalled = true;
  record(draft, 'stalled', { silentMs: event.silentMs });
  draft.notices.push({ type: 'Stalled', silentMs: event.silentMs });
}

function turnOf(
  draft: Draft,
  { effectId }: { readonly effectId: RunTurnEffect['id'] },
): RunTurnEffect | undefined {
  const effect = pending(draft.goal, effectId);
  return effect?.type === 'RunTurn' ? effect : undefined;
}
