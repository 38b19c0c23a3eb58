import { principalOf } from '../../../domain/actor.ts';
import type { GoalSpec } from '../../../domain/goal.ts';
import type { Project } from '../../../domain/project.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import { decideAccess } from '../../../policy/access.ts';
import { standsFor } from '../../../policy/access/linked.ts';
import { longestChain, nextDepth } from '../../../policy/queue/dependencies.ts';
import { createGoal, type Created } from '../../../runner/apply.ts';
import { loadGoal } from '../../../runner/document.ts';
import { duration } from '../../../text/format.ts';
import { refusal } from '../../answers.ts';
import { worldFor } from '../../access/world-for.ts';
import { accessRefusal, authorize } from '../../authorize.ts';
import { chooseProject } from '../../choose-project.ts';
import { whileDraining } from '../operate/draining.ts';
import { markOf, remember, storedAnswer } from '../../inbox-mark.ts';
import { textFlag } from '../flags.ts';
import { beforeOf, type Before } from './dependency-flags.ts';
import { dispatched } from './dispatched.ts';
import { atItAlready, sameTask } from './duplicate.ts';
import type { DispatchWorld, GoalRequest } from './goal-request.ts';
import { goalSpec } from './goal-spec.ts';

/**
 * The one way to a new goal: checks everything, makes it durable, and answers as the person who asked would be answered;
 * `answer.goal` is its handle. A repeat of the same delivery gets the first answer, and makes no second goal.
 */
export async function dispatchGoal(world: DispatchWorld, request: GoalRequest): Promise<VerbAnswer> {
  const seen = await world.runtime.store.seen(request.deliveryId);
  if (seen !== undefined) return storedAnswer(seen);
  const entered = await worldFor(world, request.actor);
  return entered.ok ? dispatchKnown(entered.world, { ...request, actor: entered.actor }) : entered.answer;
}

/** What is in the way is told in this order: the role, the project, then how much there is to do. Strangers learn no more than the first. */
async function dispatchKnown(world: DispatchWorld, request: GoalRequest): Promise<VerbAnswer> {
  const { installation } = world;
  const { actor } = request;
  const stranger = authorize(world, actor, { role: 'run' }, undefined);
  if (stranger !== undefined) return stranger;
  const choice = chooseProject(installation, textFlag(request, 'project'), request);
  if (!choice.ok) return choice.answer;
  const access = decideAccess(actor, 'run', [installation.access, choice.project.access]);
  if (!access.allowed) return accessRefusal(access);
  const full = (await whileDraining(world)) ?? tooOften(world, request);
  if (full !== undefined) return full;
  const wanted = await wantedGoal(world, request, choice.project);
  return 'ok' in wanted ? wanted : make(world, request, wanted);
}

/** Only people are counted, all their accounts together; the operator’s scripts and what dispatches by itself are not. */
function tooOften(
  { dispatchRate, accounts = [] }: DispatchWorld,
  { actor, from }: GoalRequest,
): VerbAnswer | undefined {
  if (dispatchRate === undefined || from !== undefined || principalOf(actor) === 'local') return undefined;
  const waitMs = dispatchRate.take(standsFor([principalOf(actor), ...accounts]));
  return waitMs === undefined
    ? undefined
    : refusal(
        'RATE_LIMITED',
        'You have dispatched many goals within a minute',
        `Nothing was started. Try again in ${duration(Math.ceil(waitMs / 1000) * 1000)}.`,
      );
}

interface Wanted {
  readonly spec: GoalSpec;
  readonly ended: Before['ended'];
}

/** Everything that is known about the goal before it has a handle. */
async function wantedGoal(
  world: DispatchWorld,
  request: GoalRequest,
  project: Project,
): Promise<Wanted | VerbAnswer> {
  const spec = goalSpec(world, request, project);
  if ('ok' in spec) return spec;
  const depth = await depthOf(world, request);
  if (typeof depth !== 'number') return depth;
  const before = await beforeOf(world, request);
  if ('ok' in before) return before;
  const { after, afterFailed, ended } = before;
  return { spec: { ...spec, depth, after: [...after], afterFailed }, ended };
}

async function depthOf(
  { runtime }: DispatchWorld,
  { parent, depth = 1 }: GoalRequest,
): Promise<number | VerbAnswer> {
  if (parent === undefined) return 0;
  const above = (await loadGoal(runtime.store, parent))?.goal.spec.depth ?? depth - 1;
  return (
    nextDepth(above) ??
    refusal(
      'CHAIN_TOO_DEEP',
      `${parent} is at the end of a chain of ${longestChain} goals that dispatched each other`,
      'If this is meant, a person starts the next one with /goal run.',
    )
  );
}

/** Another dispatch of the same task at the same moment makes one of the two look again. */
async function make(
  world: DispatchWorld,
  request: GoalRequest,
  { spec, ended }: Wanted,
): Promise<VerbAnswer> {
  const { runtime } = world;
  const own = new Set((request.entries ?? []).map(({ key }) => key));
  for (;;) {
    const sameness = await sameTask(world, request, spec);
    if (sameness.is === 'same') return remember(runtime, request, atItAlready(sameness.goal));
    const created = await createGoal(runtime, spec, {
      inboxMarks: (goal) => [markOf(request, dispatched(goal), runtime.clock.now())],
      entries: (goal) => [...(request.entries ?? []), ...sameness.entries(goal)],
      ended,
    });
    if (!('overtaken' in created)) return answerTo(created);
    if (own.has(created.overtaken)) return overtaken();
  }
}

const answerTo = (created: Exclude<Created, { overtaken: unknown }>): VerbAnswer =>
  'goal' in created ? dispatched(created.goal) : storedAnswer(created.mark);

/** Only what dispatches by itself brings entries along. */
const overtaken = (): VerbAnswer =>
  refusal(
    'DUPLICATE_GOAL',
    'Somebody else dispatched this at the same moment',
    'Nothing was started by this one; /goal list shows the other.',
  );
