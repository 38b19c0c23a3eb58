import { isTerminal, type AgentChoice } from '../../../domain/goal.ts';
import { mainEffect, order, record, type Draft } from '../../draft.ts';
import type { EventOf } from '../../events.ts';
import { announceEndNow } from '../../moves/end-run.ts';
import { beginRun } from '../../moves/begin-run.ts';
import { handOver } from '../../moves/sessions.ts';
import { runningTurn } from '../../moves/withdraw.ts';
import { onMessageGiven } from './on-control.ts';

/** The next turn is preceded by a compaction. */
export function onCompactWished(draft: Draft, event: EventOf<'CompactWished'>): void {
  const { goal } = draft;
  if (isTerminal(goal.state)) return;
  goal.compaction.wanted = 'asked';
  if (event.focus !== '') goal.compaction.focus = event.focus;
  record(draft, 'decision', { what: 'compaction asked for', by: event.by });
}

/** Another agent takes over: at once where none works, else with the next turn. */
export function onSwitchWished(draft: Draft, event: EventOf<'SwitchWished'>): void {
  const { goal } = draft;
  if (isTerminal(goal.state)) return;
  if (isSame(goal.agent, event.agent)) {
    // Perhaps somebody thought better of it before the turn was over.
    delete goal.switchTo;
    return;
  }
  const why = 'a person asked for it';
  draft.notices.push({ type: 'HandedOver', from: goal.agent.name, why, by: event.by });
  if (runningTurn(goal) === undefined) return handOver(draft, event.agent, why);
  goal.switchTo = event.agent;
  record(draft, 'decision', { what: 'switch asked for', to: event.agent, by: event.by });
}

const isSame = (a: AgentChoice, b: AgentChoice): boolean => a.name === b.name && a.model === b.model;

/** Returns the worktree to the checkpoint before a turn. Not while anything works in it. */
export function onRollbackWished(draft: Draft, event: EventOf<'RollbackWished'>): void {
  const { goal } = draft;
  const checkpoint = goal.checkpoints.find(({ number }) => number === event.checkpoint);
  if (checkpoint === undefined || mainEffect(goal) !== undefined || goal.workspace === undefined) return;
  const { number, sha } = checkpoint;
  record(draft, 'decision', { what: 'rollback asked for', checkpoint: number, by: event.by });
  order(draft, { type: 'RestoreWorkspace', to: { kind: 'checkpoint', number, sha } });
  if (!isTerminal(goal.state) && goal.next !== 'prepare') goal.next = 'checkpoint';
}

/** A new run on the same session. */
export function onContinueWished(draft: Draft, event: EventOf<'ContinueWished'>): void {
  again(draft, 'continue', event);
}

/** A new run from the base. */
export function onRetryWished(draft: Draft, event: EventOf<'RetryWished'>): void {
  again(draft, 'retry', event);
}

function again(
  draft: Draft,
  how: 'continue' | 'retry',
  { by, text }: EventOf<'ContinueWished'> | EventOf<'RetryWished'>,
): void {
  const { goal } = draft;
  if (!isTerminal(goal.state) || mainEffect(goal) !== undefined) return;
  announceEndNow(draft);
  beginRun(draft, how, by);
  if (text !== '') onMessageGiven(draft, { type: 'MessageGiven', by, text });
}
