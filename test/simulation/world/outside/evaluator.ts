import { labelOfCriterion, type CheckResult, type Criterion } from '../../../../src/domain/acceptance.ts';
import type { EvaluationRequest, Evaluator } from '../../../../src/ports/evaluator.ts';
import { through } from '../../life/life.ts';
import { planOf } from '../plan-of.ts';
import { goalOfTag } from '../tags.ts';
import { accuse } from '../world.ts';
import type { Life, RunningCheck, World } from '../shape/world-shape.ts';

/** Checks whose verdict is what the last agent left behind. Their programs go on when drover is killed. */
export function createSimEvaluator(life: Life): Evaluator {
  const { world } = life;
  const dice = world.dice.fork();
  return {
    evaluate: (criterion, request, signal) =>
      through(life, () => evaluate(world, { criterion, request, durationMs: dice.between(5, 3000) }, signal)),
  };
}

interface Evaluation {
  readonly criterion: Criterion;
  readonly request: EvaluationRequest;
  readonly durationMs: number;
}

async function evaluate(
  world: World,
  { criterion, request, durationMs }: Evaluation,
  signal: AbortSignal,
): Promise<CheckResult> {
  const check = begin(world, request);
  // Programs that are told to end take their time.
  const onAbort = () => void world.clock.after(durationMs / 2, check.over);
  signal.addEventListener('abort', onAbort, { once: true });
  const takeBack = world.clock.after(durationMs, check.over);
  await check.gone;
  takeBack();
  signal.throwIfAborted();
  const ok = verdict(world, request);
  return {
    label: labelOfCriterion(criterion),
    kind: criterion.kind,
    ok,
    reason: ok ? 'exit 0' : 'exit 1',
    exitCode: ok ? 0 : 1,
    evidence: ok ? '' : failedTest(world, request),
    durationMs,
  };
}

const onBase = ({ workspace }: EvaluationRequest): boolean => workspace.startsWith('/baselines/');

/** Checks of a worktree run alone in it. */
function begin(world: World, request: EvaluationRequest): RunningCheck {
  const { tag } = request;
  const goal = goalOfTag(tag);
  if (world.checks.has(tag)) accuse(world, `${tag} runs twice at once`);
  for (const { running, goal: owner, tag: agent } of world.processes.values())
    if (running && owner === goal && !onBase(request)) accuse(world, `${tag} begins while ${agent} works`);
  const { promise: gone, resolve } = Promise.withResolvers<void>();
  const over = () => {
    if (world.checks.get(tag) === check) world.checks.delete(tag);
    resolve();
  };
  const check: RunningCheck = { goal, onBase: onBase(request), gone, over };
  world.checks.set(tag, check);
  return check;
}

function verdict(world: World, request: EvaluationRequest): boolean {
  const goal = goalOfTag(request.tag);
  return onBase(request) ? planOf(world, goal).greenOnBase : world.trees.get(goal)?.good === true;
}

const tests = [
  'adds',
  'subtracts',
  'divides by zero',
  'rounds',
  'reads its input',
  'prints',
  'sorts',
  'counts',
];

/** Which test fails: the same one again and again, or another one after each checkpoint. */
function failedTest(world: World, { tag }: EvaluationRequest): string {
  const goal = goalOfTag(tag);
  const number = planOf(world, goal).sameFailure ? 0 : (world.trees.get(goal)?.checkpoints.size ?? 0);
  return `not ok 1 - it ${tests[number % tests.length]}`;
}
