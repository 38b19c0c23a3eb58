import { noUsage, type Usage } from '../../../../src/domain/turn.ts';
import type {
  HelperAnswer,
  HelperLlm,
  HelperProblem,
  HelperRequest,
} from '../../../../src/ports/helper-llm.ts';
import { through } from '../../life/life.ts';
import type { Dice } from '../dice.ts';
import { accuse } from '../world.ts';
import type { Life, World } from '../shape/world-shape.ts';

const usage: Usage = { ...noUsage, input: 50, output: 5 };

const problems: readonly [HelperProblem, ...HelperProblem[]] = ['spent', 'timeout', 'refused', 'malformed'];

/** A helper model that answers sooner or later, or not at all; what it says names whom it was asked about. */
export function createSimHelper(life: Life): HelperLlm {
  const { world } = life;
  const dice = world.dice.fork();
  const { helps } = world.settings.rules;
  return {
    isOn: (use) => use in helps && helps[use as keyof typeof helps],
    ask: <T = string>(request: HelperRequest<T>, signal: AbortSignal) =>
      through(life, () => answer(world, dice, request, signal)),
  };
}

async function answer<T>(
  world: World,
  dice: Dice,
  { use, prompt, capMs }: HelperRequest<T>,
  signal: AbortSignal,
): Promise<HelperAnswer<T>> {
  if (prompt.trim() === '') accuse(world, `the helper model is asked for a ${use} of nothing`);
  await world.clock.sleep(dice.between(0, Math.min(capMs, 20_000)), signal);
  if (dice.chance(0.3)) return failed(dice.pick(problems));
  // Nothing that is asked here has a shape: the value is the text.
  return { ok: true, value: `In short: ${use} ${dice.between(1, 1_000_000)}.` as T, usage, model: 'small' };
}

const failed = <T>(problem: HelperProblem): HelperAnswer<T> => ({
  ok: false,
  problem,
  message: `the helper model: ${problem}`,
  usage: problem === 'malformed' ? usage : noUsage,
});
