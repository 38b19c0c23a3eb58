import type { GoalId } from '../../../domain/ids.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import { decideAccess } from '../../../policy/access.ts';
import { applyEvent } from '../../../runner/apply.ts';
import { oneLine, plural } from '../../../text/format.ts';
import { answer, refusal, small, text } from '../../answers.ts';
import { remember } from '../../inbox-mark.ts';
import { textFlag } from '../flags.ts';
import { knownProjects, maySee } from '../may-see.ts';
import type { Verb, VerbCall, VerbWorld } from '../verb.ts';

/** Handles that one answer names. */
const mostNamed = 20;

export const flushVerb: Verb = {
  name: 'flush',
  role: 'admin',
  goal: 'none',
  text: 'none',
  flags: [
    { name: 'project', type: 'text', value: 'P', help: 'only those of that project', suggests: 'project' },
  ],
  summary: 'cancel every goal that waits in the queue and has not begun',
  handle: flush,
};

async function flush(world: VerbWorld, call: VerbCall): Promise<VerbAnswer> {
  const project = textFlag(call, 'project');
  if (project !== undefined && !isKnown(world, call, project))
    return refusal(
      'PROJECT_UNKNOWN',
      `There is no project “${oneLine(project, 60)}”`,
      `Known: ${knownProjects(world, call.actor)}.`,
    );
  const queued = await world.runtime.store.list({
    state: 'queued',
    ...(project === undefined ? {} : { project }),
  });
  const flushed: GoalId[] = [];
  // The oldest first, so that a goal goes before those that come after it.
  for (const { id, project: own } of queued.toReversed()) {
    if (!mayFlush(world, call, own)) continue;
    const applied = await applyEvent(world.runtime, id, (goal) =>
      isWaitingToBegin(goal)
        ? { type: 'CancelWished', by: call.actor, reason: 'flushed from the queue' }
        : undefined,
    );
    if (applied.is === 'applied') flushed.push(id);
  }
  return remember(world.runtime, call.message, answerOf(flushed));
}

const isKnown = (world: VerbWorld, { actor }: VerbCall, project: string): boolean =>
  Object.hasOwn(world.installation.projects, project) && maySee(world, actor, project);

/** Admins of a project have a say in its goals only. */
function mayFlush({ installation }: VerbWorld, { actor }: VerbCall, name: string): boolean {
  const project = Object.hasOwn(installation.projects, name) ? installation.projects[name] : undefined;
  const rules = [installation.access, ...(project === undefined ? [] : [project.access])];
  return decideAccess(actor, 'admin', rules).allowed;
}

/** One that has worked and queues again is in the middle of its work. */
const isWaitingToBegin = ({ state, startedAt }: GoalDocument): boolean =>
  state === 'queued' && startedAt === undefined;

function answerOf(flushed: readonly GoalId[]): VerbAnswer {
  const more = flushed.length > mostNamed ? ` and ${flushed.length - mostNamed} more` : '';
  const names = flushed.length === 0 ? [] : [text(`${flushed.slice(0, mostNamed).join(', ')}${more}`)];
  const note =
    'Goals that have begun are left alone; those that come after a cancelled one are cancelled, too.';
  return answer(`${plural(flushed.length, 'queued goal')} cancelled`, [...names, small(note)], {
    data: { goals: flushed },
  });
}
