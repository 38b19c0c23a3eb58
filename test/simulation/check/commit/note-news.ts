import type { Seen } from '../../world/observe-store.ts';
import type { World } from '../../world/world.ts';

/** Keeps what the next prompts have to tell, so that the agents can be asked whether they were told. */
export function noteNews({ ledger }: World, { id, before, after }: Seen): void {
  const { slept, summaries } = ledger;
  if (before?.state === 'sleeping' && after.state === 'queued') slept.add(id);
  const row = after.turns.length > (before?.turns.length ?? 0) ? after.turns.at(-1) : undefined;
  if (row?.kind === 'work' && row.outcome === 'finished') slept.delete(id);
  const compacted = row?.kind === 'compact' && row.outcome === 'finished' && row.text !== '';
  if (compacted && after.summary !== before?.summary) summaries.set(id, row.text);
  if (after.run > (before?.run ?? 1)) slept.delete(id);
  // A new run from the base knows nothing of what was before.
  if (after.run > (before?.run ?? 1) && after.session === undefined && after.summary === undefined)
    summaries.delete(id);
}
