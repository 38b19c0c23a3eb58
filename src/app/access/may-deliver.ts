import type { DeliveryRight } from '../../domain/rules/people-rules.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { decideAccess } from '../../policy/access.ts';
import { rulesOf } from '../authorize.ts';
import { worldFor, type AskingWorld } from './world-for.ts';

/** Whether whoever asked for a goal may still run goals in its project, by the rules of this moment. */
export async function mayDeliver(world: AskingWorld, goal: GoalDocument): Promise<DeliveryRight> {
  const entered = await worldFor(world, goal.spec.dispatcher);
  if (!entered.ok) return 'unknown';
  const rules = rulesOf(entered.world, goal);
  if (decideAccess(entered.actor, 'run', rules).allowed) return 'yes';
  return entered.unsure === true ? 'unknown' : 'no';
}
