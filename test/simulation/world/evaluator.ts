import { labelOfCriterion } from '../../../src/domain/acceptance.ts';
import type { GoalId } from '../../../src/domain/ids.ts';
import type { Evaluator } from '../../../src/ports/evaluator.ts';
import { through, type Life } from '../life/life.ts';
import { planOf } from './plan-of.ts';
import type { World } from './world.ts';

/** Checks whose verdict is what the last agent left behind. */
export function createSimEvaluator(life: Life): Evaluator {
  const { world } = life;
  const dice = world.dice.fork();
  return {
    evaluate: (criterion, { workspace }, signal) =>
      through(life, async () => {
        const durationMs = dice.between(5, 3000);
        await world.clock.sleep(durationMs, signal);
        const ok = await verdict(world, workspace);
        return {
          label: labelOfCriterion(criterion),
          kind: criterion.kind,
          ok,
          reason: ok ? 'exit 0' : 'exit 1',
          exitCode: ok ? 0 : 1,
          evidence: ok ? '' : 'not ok 1 - it adds',
          durationMs,
        };
      }),
  };
}

async function verdict(world: World, workspace: string): Promise<boolean> {
  const goal = workspace.split('/').at(-1) as GoalId;
  if (workspace.startsWith('/baselines/')) return (await planOf(world, goal)).greenOnBase;
  return world.trees.get(goal)?.good === true;
}
