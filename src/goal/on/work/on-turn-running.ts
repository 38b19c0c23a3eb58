import { pending, record, type Draft } from '../../draft.ts';
import type { EventOf } from '../../events.ts';

/** An agent process is about to be started for this order: from here on it may have left traces. */
export function onTurnStarted(draft: Draft, event: EventOf<'TurnStarted'>): void {
  const { goal, context } = draft;
  const effect = pending(goal, event.effectId);
  if (effect?.type !== 'RunTurn') return;
  effect.started = { seq: event.seq, at: context.now };
  goal.seq = event.seq;
  goal.progress = { text: '', tools: 0, at: context.now };
  record(draft, 'attempt.started', {
    turn: effect.turn,
    attempt: effect.attempt,
    seq: event.seq,
    session: effect.session.id,
    resume: effect.session.resume,
  });
}

/** The stream moved on. A session named by the agent is kept at once, so that a crashed turn can be resumed. */
export function onTurnProgressed(draft: Draft, event: EventOf<'TurnProgressed'>): void {
  const { goal, context } = draft;
  if (event.session !== undefined && goal.session !== undefined) {
    goal.session.id = event.session;
    goal.session.started = true;
  }
  const text = event.text ?? goal.progress?.text ?? '';
  goal.progress = { text, tools: event.tools, at: context.now };
  record(draft, 'progress', { text, tools: event.tools });
}
