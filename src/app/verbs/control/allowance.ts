import { principalOf, type Actor } from '../../../domain/actor.ts';
import { budgetAxes, type Budget } from '../../../domain/budget.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import { budgetOf } from '../../../goal/used.ts';
import { decideAccess } from '../../../policy/access.ts';
import { axisValue } from '../../../text/format.ts';
import { refusal } from '../../answers.ts';
import { rulesOf } from '../../authorize.ts';
import type { VerbWorld } from '../verb.ts';

/** How many times the project's budget a goal can be grown to without an admin. */
const mostTimes = 2;

/**
 * The refusal when this person may not grow the goal's budget by that much: beyond twice the project's budget it takes
 * an admin, or the operator at the machine. An axis that is off has nothing to grow.
 */
export function growthRefusal(
  world: VerbWorld,
  actor: Actor,
  goal: GoalDocument,
  add: Partial<Budget>,
): VerbAnswer | undefined {
  const asked = budgetAxes.filter((axis) => (add[axis] ?? 0) > 0);
  const off = asked.find((axis) => goal.spec.budget[axis] === 0);
  if (off !== undefined)
    return refusal(
      'WRONG_USAGE',
      `${goal.id} has no limit on ${off}`,
      'What is off cannot be grown; leave it out.',
      goal.id,
    );
  const access = decideAccess(actor, 'admin', rulesOf(world, goal));
  if (access.allowed || principalOf(actor) === 'local') return undefined;
  const usual = usualBudget(world, goal);
  const limits = budgetOf(goal);
  const over = asked.find(
    (axis) => usual[axis] > 0 && limits[axis] + (add[axis] ?? 0) > mostTimes * usual[axis],
  );
  if (over === undefined) return undefined;
  return refusal(
    'ACCESS_DENIED',
    `You may grow ${goal.id} up to ${axisValue(over, mostTimes * usual[over])}: twice the project’s budget`,
    `It stands at ${axisValue(over, limits[over])}. ${whoMay(access.mayAsk, operatorMay(world, goal))}`,
    goal.id,
  );
}

const whoMay = (admins: readonly string[], operator: boolean): string => {
  const names = [
    ...admins,
    ...(operator && !admins.includes('local') ? ['the operator at the machine'] : []),
  ];
  return names.length === 0
    ? 'Nobody may give more: the configuration’s “access” lists name no admin.'
    : `For more, these may: ${names.map((name) => (name === 'local' ? 'the operator at the machine' : name)).join(', ')}.`;
};

/** The operator gives without limit, but not to the goals of others without the role for that. */
function operatorMay(world: VerbWorld, goal: GoalDocument): boolean {
  const operator: Actor = { platform: 'local', user: 'local' };
  const own = principalOf(goal.spec.dispatcher) === principalOf(operator);
  return decideAccess(operator, own ? 'run' : 'approve', rulesOf(world, goal)).allowed;
}

/** A project that is not configured any more allows what the goal was given. */
const usualBudget = ({ installation }: VerbWorld, { spec }: GoalDocument): Budget =>
  (Object.hasOwn(installation.projects, spec.project)
    ? installation.projects[spec.project]?.budget
    : undefined) ?? spec.budget;
