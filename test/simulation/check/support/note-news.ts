import type { TurnRecord } from '../../../../src/domain/turn.ts';
import type { Seen } from '../../world/observe-store.ts';
import type { Ledger, World } from '../../world/shape/world-shape.ts';

/** Keeps what the next prompts have to tell, so that the agents can be asked whether they were told. */
export function noteNews({ ledger }: World, seen: Seen): void {
  const row = rowOf(seen);
  noteSleep(ledger, seen, row);
  noteSummary(ledger, seen, row);
}

const isAgain = ({ before, after }: Seen): boolean => after.run > (before?.run ?? 1);

function noteSleep({ slept }: Ledger, seen: Seen, row: TurnRecord | undefined): void {
  const { id, before, after } = seen;
  if (before?.state === 'sleeping' && after.state === 'queued') slept.add(id);
  if (isAgain(seen) || (row?.kind === 'work' && row.outcome === 'finished')) slept.delete(id);
}

function noteSummary({ summaries }: Ledger, seen: Seen, row: TurnRecord | undefined): void {
  const { id, after } = seen;
  if (row?.kind === 'compact' && after.summary?.text === row.text) summaries.set(id, row.text);
  // A new run from the base knows nothing of what was before.
  if (isAgain(seen) && after.session === undefined && after.summary === undefined) summaries.delete(id);
}

const rowOf = ({ before, after }: Seen): TurnRecord | undefined =>
  after.turns.length > (before?.turns.length ?? 0) ? after.turns.at(-1) : undefined;
