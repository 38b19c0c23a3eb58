import type { GoalId } from '../../../src/domain/ids.ts';
import { parseDocument } from '../../../src/runner/document.ts';
import type { GoalPlan } from './plan.ts';
import type { World } from './world.ts';

/** The plan of a stored goal; one that nobody planned is a fault of the simulation. */
export async function planOf(world: World, id: GoalId): Promise<GoalPlan> {
  const stored = await world.store.load(id);
  const text = stored === undefined ? '' : parseDocument(stored.document).spec.text;
  const plan = world.plans.get(text);
  if (plan === undefined) throw new Error(`no plan for ${id} “${text}”`);
  return plan;
}
