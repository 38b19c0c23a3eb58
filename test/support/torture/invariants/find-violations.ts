import type { Stage } from '../stage.ts';
import { checkBranches } from './check-branches.ts';
import { checkDeliveries } from './check-deliveries.ts';
import { checkGoals } from './check-goals.ts';
import { checkHooks } from './check-hooks.ts';
import { checkThreads } from './check-threads.ts';
import { checkTurns } from './check-turns.ts';
import { readRemains, type Remains } from './remains.ts';

/** Everything that must not be so after a torture, in words; and what it was found in. */
export async function findViolations(stage: Stage): Promise<{ violations: string[]; remains: Remains }> {
  const remains = await readRemains(stage);
  const violations = [
    ...stage.violations,
    ...checkGoals(stage, remains),
    ...checkDeliveries(stage, remains),
    ...checkThreads(stage, remains),
    ...checkTurns(stage, remains),
    ...checkHooks(stage, remains),
    ...(await checkBranches(stage, remains)),
  ];
  return { violations, remains };
}
