import { isTerminal } from '../../../domain/goal.ts';
import { mainEffect, record, type Draft } from '../../draft.ts';
import type { EventOf } from '../../events.ts';
import { endRun } from '../../moves/end-run.ts';
import { hold } from '../../moves/hold.ts';
import { climbAnew } from '../../moves/ladder/climb.ts';
import { awaitAnswers } from '../../moves/question/await-answers.ts';
import { giveUpAnswers, renewDeadlines, wantsAnswers } from '../../moves/question/questions.ts';
import { stopWaiting } from '../../moves/wait.ts';
import { wake } from '../../moves/sleep.ts';
import { runningTurn, withdrawOrders } from '../../moves/withdraw.ts';

/** A pause is a stored wish: it takes effect at once where no work is under way, else before the next turn. */
export function onPauseWished(draft: Draft, event: EventOf<'PauseWished'>): void {
  const { goal } = draft;
  if (isTerminal(goal.state) || goal.state === 'paused' || goal.pauseWished) return;
  goal.pauseWished = true;
  goal.pausedBy = event.by;
  if (goal.state === 'sleeping') wake(draft, true);
  if (goal.state === 'queued' || goal.state === 'waiting') hold(draft);
}

/** Takes the wish back, queues the held goal for a slot, or wakes it; a stop that is under way becomes a new turn. */
export function onResumeWished(draft: Draft, event: EventOf<'ResumeWished'>): void {
  const { goal } = draft;
  if (isTerminal(goal.state)) return;
  const stopping = runningTurn(goal);
  if (goal.state === 'paused') goOnFromPause(draft);
  else if (goal.state === 'sleeping') wake(draft, true);
  else if (goal.waiting?.reason === 'permission') stopWaiting(draft);
  else if (goal.waiting?.reason === 'question') goOnUnanswered(draft);
  else if (stopping?.abort === 'stopped') stopping.abort = 'interrupted';
  else if (!goal.pauseWished) return;
  goal.pauseWished = false;
  delete goal.pausedBy;
  record(draft, 'resumed', { by: event.by });
  draft.notices.push({ type: 'Resumed', by: event.by });
}

/** It waits for what it waited for, or queues for a slot. */
function goOnFromPause(draft: Draft): void {
  const { goal } = draft;
  goal.state = 'queued';
  renewDeadlines(draft);
  climbAnew(draft);
  if (wantsAnswers(goal) && runningTurn(goal) === undefined) awaitAnswers(draft);
}

/** A person wants it to go on without the answer. */
function goOnUnanswered(draft: Draft): void {
  giveUpAnswers(draft);
  stopWaiting(draft);
}

/** Ends the run; what runs is ended with its whole process tree. The worktree is kept. */
export function onCancelWished(draft: Draft, event: EventOf<'CancelWished'>): void {
  endRun(draft, 'cancelled', { reason: event.reason === '' ? 'cancelled' : event.reason, by: event.by });
}

/**
 * A message for the head of the next turn. With `now` that turn is the next thing that happens: the running one is
 * ended, checks and delivery are put off. It wakes a goal that sleeps, and is a word to one that needs permission,
 * or an answer: a message is no answer, and yet the goal goes on with it.
 */
export function onMessageGiven(draft: Draft, event: EventOf<'MessageGiven'>): void {
  const { goal, context } = draft;
  if (isTerminal(goal.state)) return;
  const receipt = `M-${goal.messages.length + 1}`;
  goal.messages.push({
    receipt,
    from: event.by,
    text: event.text,
    at: context.now,
    state: 'queued',
    ...(event.source === undefined ? {} : { source: event.source }),
    ...(event.attachments === undefined ? {} : { attachments: [...event.attachments] }),
  });
  record(draft, 'interrupted', { receipt, by: event.by, ...(event.now === true ? { now: true } : {}) });
  record(draft, 'message.receipt', { receipt, state: 'queued' });
  if (goal.state === 'sleeping') wake(draft, true);
  else if (goal.waiting?.reason === 'permission' || goal.waiting?.reason === 'question') stopWaiting(draft);
  else if (event.now === true && goal.state === 'running') interrupt(draft);
}

function interrupt(draft: Draft): void {
  const { goal } = draft;
  const turn = runningTurn(goal);
  if (turn?.kind === 'compact') return;
  if (turn !== undefined) {
    turn.abort ??= 'interrupted';
    return;
  }
  if (mainEffect(goal)?.type === 'RestoreWorkspace') return;
  withdrawOrders(draft);
  if (goal.next !== 'turn') goal.next = 'checkpoint';
}
