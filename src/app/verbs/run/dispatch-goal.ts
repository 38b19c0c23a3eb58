import type { VerbAnswer } from '../../../domain/verb.ts';
import { decideAccess } from '../../../policy/access.ts';
import { createGoal } from '../../../runner/apply.ts';
import { refusal } from '../../answers.ts';
import { accessRefusal } from '../../authorize.ts';
import { chooseProject } from '../../choose-project.ts';
import { markOf, storedAnswer } from '../../inbox-mark.ts';
import { textFlag } from '../flags.ts';
import { dispatched } from './dispatched.ts';
import type { DispatchWorld, GoalRequest } from './goal-request.ts';
import { goalSpec } from './goal-spec.ts';

/**
 * The one way to a new goal: checks everything, makes it durable, and answers as the person who asked would be answered;
 * `answer.goal` is its handle. A repeat of the same delivery gets the first answer, and makes no second goal.
 */
export async function dispatchGoal(world: DispatchWorld, request: GoalRequest): Promise<VerbAnswer> {
  const { runtime, installation } = world;
  const seen = await runtime.store.seen(request.deliveryId);
  if (seen !== undefined) return storedAnswer(seen);
  const choice = chooseProject(installation, textFlag(request, 'project'), request);
  if (!choice.ok) return choice.answer;
  const access = decideAccess(request.actor, 'run', [installation.access, choice.project.access]);
  if (!access.allowed) return accessRefusal(access);
  const spec = goalSpec(world, request, choice.project);
  if ('ok' in spec) return spec;
  const created = await createGoal(runtime, spec, {
    inboxMarks: (goal) => [markOf(request, dispatched(goal), runtime.clock.now())],
    entries: () => request.entries ?? [],
  });
  if ('mark' in created) return storedAnswer(created.mark);
  return 'goal' in created ? dispatched(created.goal) : overtaken();
}

/** Only what dispatches by itself brings entries along. */
const overtaken = (): VerbAnswer =>
  refusal(
    'DUPLICATE_GOAL',
    'Somebody else dispatched this at the same moment',
    'Nothing was started by this one; /goal list shows the other.',
  );
