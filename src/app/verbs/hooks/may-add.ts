import type { Hook } from '../../../domain/hooks/hook.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import { decideAccess } from '../../../policy/access.ts';
import { oneLine } from '../../../text/format.ts';
import { refusal } from '../../answers.ts';
import { accessRefusal, rulesOf } from '../../authorize.ts';
import { knownProjects, maySee } from '../may-see.ts';
import type { VerbCall, VerbWorld } from '../verb.ts';

type Asked = Pick<VerbCall, 'actor'>;

/**
 * The refusal when this person may not add that hook to this goal. What leaves the chat (webhook, nats, shell) is for
 * admins: it acts with drover’s own network and user. Whoever steers the goal may add the rest, for places and projects
 * that are open to them.
 */
export function refuseHook(
  world: VerbWorld,
  call: Asked,
  goal: GoalDocument,
  { action }: Hook,
): VerbAnswer | undefined {
  switch (action.do) {
    case 'webhook':
      return needAdmin(world, call, goal) ?? unknownSecret(world, action.secret);
    case 'nats':
      return needAdmin(world, call, goal) ?? withoutServer(world);
    case 'shell':
      return withoutShell(world) ?? needAdmin(world, call, goal);
    case 'dispatch':
      return closedProject(world, call, action.project ?? goal.spec.project);
    case 'notify-channel':
      return isOpen(world, goal, action.channel) ? undefined : needAdmin(world, call, goal);
    case 'notify-origin':
      return undefined;
  }
}

function needAdmin(world: VerbWorld, { actor }: Asked, goal: GoalDocument): VerbAnswer | undefined {
  const access = decideAccess(actor, 'admin', rulesOf(world, goal));
  return access.allowed ? undefined : accessRefusal(access);
}

/** Nothing crosses channels without a binding: the goal’s own, and those of its project. */
function isOpen({ installation }: VerbWorld, { spec }: GoalDocument, channel: string): boolean {
  const bound = Object.hasOwn(installation.projects, spec.project)
    ? installation.projects[spec.project]?.channels
    : undefined;
  return channel === `${spec.origin.platform}:${spec.origin.channel}` || bound?.includes(channel) === true;
}

const withoutShell = ({ installation }: VerbWorld): VerbAnswer | undefined =>
  installation.hooks.shell
    ? undefined
    : refusal(
        'ACCESS_DENIED',
        'Hooks may run no commands here',
        'An admin allows them with shellHooks: true in the configuration.',
      );

const withoutServer = ({ installation }: VerbWorld): VerbAnswer | undefined =>
  installation.hooks.nats
    ? undefined
    : refusal('WRONG_USAGE', 'No NATS server is configured', 'Set NATS_URL and start drover again.');

function unknownSecret({ installation }: VerbWorld, secret: string | undefined): VerbAnswer | undefined {
  const { secrets } = installation.hooks;
  if (secret === undefined || secrets.includes(secret)) return undefined;
  const known = secrets.length === 0 ? 'none is configured' : secrets.join(', ');
  return refusal(
    'WRONG_USAGE',
    `${oneLine(secret, 40)} signs no webhook of the configuration, or is not set`,
    `Known: ${known}. A variable becomes known by a hook or a “notify” of the configuration that names it.`,
  );
}

/** The task is dispatched in the name of the goal’s dispatcher; whoever asks for it must be let in, too. */
function closedProject(world: VerbWorld, { actor }: Asked, name: string): VerbAnswer | undefined {
  const { installation } = world;
  const project = Object.hasOwn(installation.projects, name) ? installation.projects[name] : undefined;
  if (project === undefined || !maySee(world, actor, name))
    return refusal(
      'PROJECT_UNKNOWN',
      `There is no project “${oneLine(name, 60)}”`,
      `Known: ${knownProjects(world, actor)}.`,
    );
  const access = decideAccess(actor, 'run', [installation.access, project.access]);
  return access.allowed ? undefined : accessRefusal(access);
}
