import type { Failure } from '../../../domain/failure.ts';
import { record, type Draft } from '../../draft.ts';
import type { RunTurnEffect } from '../../effects.ts';
import type { TurnFinished } from '../../events.ts';
import { holdStopped } from '../../moves/hold.ts';
import { failCompaction, restFromCompaction } from '../../moves/settle-compaction.ts';
import { replayTurn } from './replay-turn.ts';

/** Failures that say nothing about the session: the compaction is tried again when they are over. */
const passing: ReadonlySet<Failure['kind']> = new Set(['rate-limited', 'overloaded', 'quota-exhausted']);

/**
 * A compaction is over. It was no turn: the work turn comes next, with the messages that waited meanwhile. One that did
 * not make the context smaller has failed, unless a person asked for it: a short session may not become shorter.
 */
export function onCompacted(draft: Draft, event: TurnFinished, effect: RunTurnEffect): void {
  const { failure } = event;
  if (effect.abort === 'stopped') return holdStopped(draft, effect.turn);
  if (effect.abort !== undefined) return;
  if (event.outcome === 'finished') return settle(draft, event);
  if (failure?.byRestart === true) return;
  if (failure !== undefined && passing.has(failure.kind)) {
    // It was no turn: whether the next start repeats one is as it was before.
    const { sameTurn } = draft.goal;
    replayTurn(draft, failure);
    draft.goal.sameTurn = sameTurn;
    draft.goal.next = 'turn';
    return;
  }
  failCompaction(draft, failure?.message ?? 'it was cut off', failure?.kind === 'session-lost');
}

function settle(draft: Draft, event: TurnFinished): void {
  const { goal } = draft;
  const before = goal.turns.findLast((turn) => turn.kind === 'work')?.context?.used;
  const after = event.context?.used;
  const asked = goal.compaction.wanted === 'asked';
  if (!asked && before !== undefined && after !== undefined && after >= before)
    return failCompaction(draft, `the context did not become smaller (${after} tokens)`);
  const sizes = {
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
  record(draft, 'compact.completed', { ...sizes, why: goal.compaction.wanted });
  goal.compaction = { failures: 0 };
  restFromCompaction(draft);
  if (event.text.trim() !== '') {
    goal.summary = { text: event.text.slice(0, 20_000), at: draft.context.now, ...sizes };
    record(draft, 'compact.summary_stored', { ...sizes, characters: goal.summary.text.length });
  }
  draft.notices.push({ type: 'Compacted', ...sizes });
}
