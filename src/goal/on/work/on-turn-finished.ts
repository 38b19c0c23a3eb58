import { isTerminal } from '../../../domain/goal.ts';
import { addUsage } from '../../../domain/turn.ts';
import { record, type Draft } from '../../draft.ts';
import type { RunTurnEffect } from '../../effects.ts';
import { announceEnd } from '../../end-run.ts';
import { ending } from '../../ending.ts';
import type { TurnFinished } from '../../events.ts';
import { replayTurn } from './replay-turn.ts';
import { settleMessages } from './settle-messages.ts';

/** Books the turn, whatever became of it; then its outcome decides. */
export function onTurnFinished(draft: Draft, event: TurnFinished, effect: RunTurnEffect): void {
  const { goal } = draft;
  bookTurn(draft, event, effect);
  bindSession(draft, event);
  delete goal.progress;
  if (isTerminal(goal.state)) return announceEnd(draft);
  settleMessages(draft, event);
  if (event.outcome === 'finished') return toAcceptance(draft, event);
  replayTurn(draft, event.failure ?? { kind: 'crashed', message: 'the turn was ended', byRestart: true });
}

function bookTurn(draft: Draft, event: TurnFinished, effect: RunTurnEffect): void {
  const { goal, context } = draft;
  goal.usage = addUsage(goal.usage, event.usage);
  if (event.diff !== undefined) goal.diff = event.diff;
  goal.turns.push({
    run: goal.run,
    seq: effect.started?.seq ?? goal.seq,
    turn: effect.turn,
    attempt: effect.attempt,
    kind: 'work',
    outcome: event.outcome,
    agent: goal.spec.agent,
    usage: event.usage,
    denials: [...event.denials],
    promptBytes: event.promptBytes,
    text: ending(event.text, 4000),
    startedAt: effect.started?.at ?? context.now,
    endedAt: context.now,
    ...(event.failure === undefined ? {} : { failure: event.failure }),
    ...(event.session === undefined ? {} : { session: event.session }),
    ...(effect.checkpoint === undefined ? {} : { checkpoint: effect.checkpoint }),
    ...(event.diff === undefined ? {} : { diff: event.diff }),
  });
  record(draft, 'attempt.completed', {
    outcome: event.outcome,
    failure: event.failure,
    usage: event.usage,
    denials: event.denials,
    diff: event.diff,
  });
}

function bindSession(draft: Draft, event: TurnFinished): void {
  const { session } = draft.goal;
  if (session === undefined) return;
  if (event.session !== undefined) {
    session.id = event.session;
    session.started = true;
  }
  if (event.sessionCostUsd !== undefined) session.costUsd = event.sessionCostUsd;
  session.lastActiveAt = draft.context.now;
}

function toAcceptance(draft: Draft, event: TurnFinished): void {
  const { goal, context } = draft;
  const denies = event.denials.length > 0 ? goal.streak.denies + event.denials.length : 0;
  goal.streak = { errors: 0, transient: 0, crashes: 0, overflows: 0, denies };
  delete goal.lastFailure;
  goal.next = 'evaluate';
  if (context.noticeEveryTurns > 0 && goal.turn % context.noticeEveryTurns === 0)
    draft.notices.push({ type: 'Progress', turn: goal.turn, text: event.text });
}
