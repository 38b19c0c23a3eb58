import type { GoalDocument } from '../../../../src/goal/state.ts';
import type { Seen } from '../../world/observe-store.ts';
import { claimOf } from '../support/claim.ts';
import type { World } from '../../world/shape/world-shape.ts';

/** Work is only reported by who holds the goal: while its lease is with somebody else, people alone may write. */
export function checkLease(world: World, seen: Seen): void {
  const { id, before, after, wish } = seen;
  if (before === undefined || wish !== undefined || !world.stolen.has(id)) return;
  const claim = claimOf(world, seen);
  claim(!isReport(before, after), 'a worker that lost the lease wrote what came of its work');
}

/** An order was answered, or its process was started. */
function isReport(before: GoalDocument, after: GoalDocument): boolean {
  const pending = new Set(after.effects.map(({ id }) => id));
  return after.seq > before.seq || before.effects.some(({ id }) => !pending.has(id));
}
