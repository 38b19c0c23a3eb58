import { isTerminal } from '../../../domain/goal.ts';
import { record, type Draft } from '../../draft.ts';
import { hold } from '../../advance.ts';
import { endRun } from '../../end-run.ts';
import type { EventOf } from '../../events.ts';

/** A pause is a stored wish: it takes effect at once where no work is under way, else before the next turn. */
export function onPauseWished(draft: Draft, event: EventOf<'PauseWished'>): void {
  const { goal } = draft;
  if (isTerminal(goal.state) || goal.state === 'paused' || goal.pauseWished) return;
  goal.pauseWished = true;
  goal.pausedBy = event.by;
  const atOnce = goal.state === 'queued' || goal.state === 'waiting' || goal.state === 'sleeping';
  delete goal.waiting;
  if (atOnce) hold(draft);
}

/** Takes the wish back, or queues the held goal for a slot. */
export function onResumeWished(draft: Draft, event: EventOf<'ResumeWished'>): void {
  const { goal } = draft;
  if (isTerminal(goal.state)) return;
  if (goal.state === 'paused') goal.state = 'queued';
  else if (!goal.pauseWished) return;
  goal.pauseWished = false;
  delete goal.pausedBy;
  record(draft, 'resumed', { by: event.by });
  draft.notices.push({ type: 'Resumed', by: event.by });
}

/** Ends the run; what runs is ended with its whole process tree. The worktree is kept. */
export function onCancelWished(draft: Draft, event: EventOf<'CancelWished'>): void {
  endRun(draft, 'cancelled', { reason: event.reason === '' ? 'cancelled' : event.reason, by: event.by });
}

/** A message for the head of the next turn. */
export function onMessageGiven(draft: Draft, event: EventOf<'MessageGiven'>): void {
  const { goal, context } = draft;
  if (isTerminal(goal.state)) return;
  const receipt = `M-${goal.messages.length + 1}`;
  goal.messages.push({ receipt, from: event.by, text: event.text, at: context.now, state: 'queued' });
  record(draft, 'interrupted', { receipt, by: event.by });
  record(draft, 'message.receipt', { receipt, state: 'queued' });
}
