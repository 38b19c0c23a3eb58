import { addUsage } from '../../../domain/turn.ts';
import { record, type Draft } from '../../draft.ts';
import type { RunTurnEffect } from '../../effects.ts';
import { ending } from '../../ending.ts';
import type { TurnFinished } from '../../events.ts';
import { present } from '../../present.ts';

/** A start of an agent is over: it gets its row and its usage is counted, whatever became of it. */
export function bookTurn(draft: Draft, event: TurnFinished, effect: RunTurnEffect): void {
  const { goal, context } = draft;
  goal.usage = addUsage(goal.usage, event.usage);
  if (event.diff !== undefined) goal.diff = event.diff;
  const { started, agent, checkpoint } = effect;
  const { failure, session, context: size, diff } = event;
  const commits = event.commits === undefined || event.commits.length === 0 ? undefined : event.commits;
  goal.turns.push({
    run: goal.run,
    seq: started?.seq ?? goal.seq,
    turn: effect.turn,
    attempt: effect.attempt,
    kind: effect.kind,
    outcome: event.outcome,
    agent: agent.name,
    usage: event.usage,
    denials: [...event.denials],
    promptBytes: started?.promptBytes ?? 0,
    text: ending(event.text, 4000),
    startedAt: started?.at ?? context.now,
    endedAt: context.now,
    ...present({ model: agent.model, promptDigest: started?.promptDigest, context: size }),
    ...present({ failure, session, checkpoint, diff, commits }),
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
  const { goal } = draft;
  const { session } = goal;
  if (session === undefined) return;
  // A process that never named its session may have begun it all the same: the next start gets an id of its own.
  if (event.session === undefined && !session.started) {
    delete goal.session;
    return;
  }
  if (event.session !== undefined) {
    session.id = event.session;
    session.started = true;
  }
  if (event.sessionTotals !== undefined) session.totals = event.sessionTotals;
  if (event.context !== undefined) session.context = event.context;
  session.lastActiveAt = draft.context.now;
}
