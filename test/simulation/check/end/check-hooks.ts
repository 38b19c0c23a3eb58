import { hookKey } from '../../../../src/domain/hooks/hook.ts';
import { longestChain } from '../../../../src/policy/queue/dependencies.ts';
import { isTerminal } from '../../../../src/domain/goal.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import { storedGoals } from '../../world/ledger.ts';
import { accuse } from '../../world/world.ts';
import type { World } from '../../world/shape/world-shape.ts';

/** No act was done twice, none was forgotten, and each goal tells the truth about its own. */
export function checkHooks(world: World): void {
  const goals = storedGoals(world);
  const known = new Set(goals.flatMap((goal) => goal.hookRuns.map((act) => hookKey(goal.id, act))));
  for (const [key, times] of world.acts) {
    if (times > 1) accuse(world, `${key} was done ${times} times`);
    if (!known.has(key)) accuse(world, `${key} was done, and no goal knows of it`);
  }
  for (const goal of goals) {
    checkActs(world, goal);
    checkChildren(world, goal, goals);
    if (isTerminal(goal.state)) checkLast(world, goal);
  }
}

function checkActs(world: World, goal: GoalDocument): void {
  for (const act of goal.hookRuns) {
    const key = hookKey(goal.id, act);
    const does = goal.spec.hooks.find(({ id }) => id === act.hook)?.action.do;
    const times = world.acts.get(key) ?? 0;
    if (act.state === 'pending' || act.state === 'claimed') accuse(world, `${key} rests ${act.state}`);
    if (does !== 'webhook') continue;
    if (act.state === 'done' && times === 0) accuse(world, `${key} is said to be done, and was not`);
    if (act.state === 'failed' && times > 0) accuse(world, `${key} is said to have failed, and was done`);
  }
}

/** Each act that dispatched a goal has made exactly that one, and chains do not grow for ever. */
function checkChildren(world: World, goal: GoalDocument, goals: readonly GoalDocument[]): void {
  const acts = goal.hookRuns.filter(
    ({ hook, state }) =>
      state === 'done' && goal.spec.hooks.find(({ id }) => id === hook)?.action.do === 'dispatch',
  );
  const children = goals.filter(({ spec }) => spec.parent === goal.id).map(({ id }) => id);
  const told = acts.map(({ note }) => note ?? '');
  if (children.toSorted().join() !== told.toSorted().join())
    accuse(world, `${goal.id} dispatched ${told.join()}, and its children are ${children.join()}`);
  if (goal.spec.depth > longestChain) accuse(world, `${goal.id} is number ${goal.spec.depth} of its chain`);
}

/** The hooks of its end were heeded. */
function checkLast(world: World, { id, state, spec, hookRuns, run }: GoalDocument): void {
  const on = state === 'done' || state === 'cancelled' ? state : 'failed';
  for (const hook of spec.hooks) {
    if (hook.on !== on || (hook.action.do === 'dispatch' && hook.action.onlyIf !== undefined)) continue;
    if (!hookRuns.some((act) => act.hook === hook.id && act.on === on && act.run === run))
      accuse(world, `${id} is ${state}, and ${hook.id} never heard of it`);
  }
}
