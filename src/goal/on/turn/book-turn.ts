import { addUsage } from '../../../domain/turn.ts';
import { record, type Draft } from '../../draft.ts';
import type { RunTurnEffect } from '../../effects.ts';
import { ending } from '../../ending.ts';
import type { TurnFinished } from '../../events.ts';

/** A start of an agent is over: it gets its row and its usage is counted, whatever became of it. */
export function bookTurn(draft: Draft, event: TurnFinished, effect: RunTurnEffect): void {
  const { goal, context } = draft;
  goal.usage = addUsage(goal.usage, event.usage);
  if (event.diff !== undefined) goal.diff = event.diff;
  const { model } = effect.agent;
  goal.turns.push({
    run: goal.run,
    seq: effect.started?.seq ?? goal.seq,
    turn: effect.turn,
    attempt: effect.attempt,
    kind: effect.kind,
    outcome: event.outcome,
    agent: effect.agent.name,
    usage: event.usage,
    denials: [...event.denials],
    promptBytes: effect.started?.promptBytes ?? 0,
    text: ending(event.text, 4000),
    startedAt: effect.started?.at ?? context.now,
    endedAt: context.now,
    ...(model === undefined ? {} : { model }),
    ...(effect.started?.promptDigest === undefined ? {} : { promptDigest: effect.started.promptDigest }),
    ...(event.failure === undefined ? {} : { failure: event.failure }),
    ...(event.session === undefined ? {} : { session: event.session }),
    ...(event.context === undefined ? {} : { context: event.context }),
    ...(effect.checkpoint === undefined ? {} : { checkpoint: effect.checkpoint }),
    ...(event.diff === undefined ? {} : { diff: event.diff }),
  });
  record(draft, 'attempt.completed', {
    kind: effect.kind,
    outcome: event.outcome,
    failure: event.failure,
    usage: event.usage,
    denials: event.denials,
    diff: event.diff,
  });
}

/** What the turn told of its session: its id, its running totals, the size of its context. */
export function bindSession(draft: Draft, event: TurnFinished): void {
  const { session } = draft.goal;
  if (session === undefined) return;
  if (event.session !== undefined) {
    session.id = event.session;
    session.started = true;
  }
  if (event.sessionTotals !== undefined) session.totals = event.sessionTotals;
  if (event.context !== undefined) session.context = event.context;
  session.lastActiveAt = draft.context.now;
}
