import { DroverError } from '../../../../src/domain/errors.ts';
import type { Commit } from '../../../../src/ports/store/goal-store.ts';

/** More than any turn can cost; sums of such amounts stay numbers. */
const mostUsd = 1e12;

/**
 * Looks at every number of a commit that sums or comparisons are made with: what is no number would spoil them
 * for all goals, and JSON could not even write it down.
 * @throws DroverError BUG
 */
export function checkAmounts({ settle = [], reserve = [], cooldowns = [] }: Commit): void {
  for (const { id, usd } of [...settle, ...reserve]) insist(usd >= 0 && usd <= mostUsd, `${id}: $${usd}`);
  for (const { key, limitUsd } of reserve.flatMap(({ purses }) => purses)) {
    insist(limitUsd >= 0 && Number.isFinite(limitUsd), `${key}: a limit of $${limitUsd}`);
  }
  for (const { agent, until } of cooldowns)
    insist(Number.isFinite(until), `${agent}: a pause until ${until}`);
}

function insist(holds: boolean, what: string): void {
  if (holds) return;
  throw new DroverError('BUG', `what cannot be counted was to be stored: ${what}`, 'Please report this.');
}
