import { principalOf, type Actor, type Platform, type Role } from '../domain/actor.ts';
import type { AccessRules, Installation } from '../domain/project.ts';
import { isGroup } from '../policy/access/linked.ts';
import type { Span } from '../domain/surface/content.ts';
import type { VerbAnswer } from '../domain/verb.ts';
import { decideAccess, type AccessDecision } from '../policy/access.ts';
import type { GoalDocument } from '../goal/state.ts';
import { isSamePerson } from './access/same-person.ts';
import { refusal, small } from './answers.ts';
import type { VerbWorld } from './verbs/verb.ts';

type Denied = Extract<AccessDecision, { allowed: false }>;

/** Says why not, and who can help: those with the role, and the one whose goal it is. */
export function accessRefusal(denied: Denied, owner?: Actor): VerbAnswer {
  const names = [...new Set([...(owner === undefined ? [] : [principalOf(owner)]), ...denied.mayAsk])];
  const door = doorFor(denied);
  const hint =
    names.length === 0
      ? 'Nobody has been given that role; the configuration’s “access” lists decide.'
      : `These may: ${names.map(named).join(', ')}.`;
  const given = refusal('ACCESS_DENIED', `You may not do that: ${denied.reason}`, [hint, ...door].join(' '));
  const first = names.length === 0 ? [hint] : ['These may: ', ...mentions(names, denied.on)];
  return {
    ...given,
    content: {
      ...given.content,
      blocks: [first, ...door.map((line) => [line])].map((line) => small(...line)),
    },
  };
}

/** Strangers of a chat can ask to be let in. */
const doorFor = ({ stranger, on }: Denied): string[] =>
  stranger && (on === 'slack' || on === 'discord')
    ? ['No role yet? /goal who link gives you a code that an admin can approve.']
    : [];

const named = (principal: string): string =>
  principal === 'local' ? 'the operator at the machine' : principal;

/** As mentions where they are read: people of other platforms and groups are called by their names in the configuration. */
const mentions = (principals: readonly string[], on: Platform): Span[] =>
  principals.flatMap((principal, index) => [
    ...(index === 0 ? [] : [', ']),
    principal.startsWith(`${on}:`) && !isGroup(principal)
      ? { person: principal.slice(on.length + 1), label: principal }
      : named(principal),
  ]);

/** Least roles: on one's own goal (or without a goal), and on somebody else's. */
export interface Need {
  readonly role: Role;
  readonly othersRole?: Role;
}

/** The refusal when this person may not do it, on that goal when there is one. */
export function authorize(
  world: Pick<VerbWorld, 'installation' | 'accounts'>,
  actor: Actor,
  need: Need,
  goal: GoalDocument | undefined,
): VerbAnswer | undefined {
  const { installation } = world;
  const rules = rulesOf(world, goal);
  const decision = decideAccess(actor, roleFor(world, actor, need, goal), rules);
  if (decision.allowed || (goal === undefined && mayInSomeProject(installation, actor, need.role)))
    return undefined;
  return accessRefusal(decision, ownerWhoMay(need, goal, rules));
}

/** The rules that count for a goal: the installation's and its project's. */
export function rulesOf(
  { installation }: Pick<VerbWorld, 'installation'>,
  goal: GoalDocument | undefined,
): readonly AccessRules[] {
  const name = goal?.spec.project ?? '';
  const project = Object.hasOwn(installation.projects, name) ? installation.projects[name] : undefined;
  return [installation.access, ...(project === undefined ? [] : [project.access])];
}

/** Whose goal it is, as long as that person still holds the role. */
function ownerWhoMay(
  need: Need,
  goal: GoalDocument | undefined,
  rules: readonly AccessRules[],
): Actor | undefined {
  const owner = goal?.spec.dispatcher;
  return owner !== undefined && decideAccess(owner, need.role, rules).allowed ? owner : undefined;
}

function roleFor(
  world: Pick<VerbWorld, 'accounts'>,
  actor: Actor,
  need: Need,
  goal: GoalDocument | undefined,
): Role {
  const own = goal === undefined || isSamePerson(world, actor, goal.spec.dispatcher);
  return own ? need.role : (need.othersRole ?? need.role);
}

/** Verbs without a goal are open to those with the role in any one project; `run` then looks at the chosen one. */
const mayInSomeProject = (installation: Installation, actor: Actor, role: Role): boolean =>
  Object.values(installation.projects).some((project) => decideAccess(actor, role, [project.access]).allowed);
