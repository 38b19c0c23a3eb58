import type { GoalId } from '../../../src/domain/ids.ts';
import { storedGoal } from './ledger.ts';
import type { GoalPlan } from './plan.ts';
import type { World } from './shape/world-shape.ts';

/** The plan of a stored goal; one that nobody planned is a fault of the simulation. */
export function planOf(world: World, id: GoalId): GoalPlan {
  const text = storedGoal(world, id)?.spec.text ?? '';
  const plan = world.plans.get(text);
  if (plan === undefined) throw new Error(`no plan for ${id} “${text}”`);
  return plan;
}
