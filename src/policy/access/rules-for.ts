import { roles, type Role } from '../../domain/actor.ts';
import type { AccessRules, Installation } from '../../domain/project.ts';

/** What is known of whoever asks, beside the lists. */
export interface Standing {
  /** The account with which is asked, as the lists name it. */
  readonly account: string;
  /** Everything that the lists may name and that means this person: accounts, groups, roles. */
  readonly principals: readonly string[];
  /** What admins granted to those accounts while drover ran. */
  readonly granted: readonly Role[];
}

/**
 * The installation as it stands for one person: wherever a list names any account or group of theirs, it names the
 * account that asks, too. So everything that decides by lists decides by the whole person, at the strongest role.
 */
export function installationFor(installation: Installation, standing: Standing): Installation {
  const projects = Object.entries(installation.projects).map(
    ([name, project]) => [name, { ...project, access: namedIn(project.access, standing) }] as const,
  );
  const everywhere = namedIn(installation.access, standing);
  const own: typeof installation.projects = Object.assign(Object.create(null), Object.fromEntries(projects));
  return { ...installation, projects: own, access: granted(everywhere, standing) };
}

const namedIn = (rules: AccessRules, { account, principals }: Standing): AccessRules =>
  eachRole(rules, account, (role) => rules[role].some((principal) => principals.includes(principal)));

/** The operator at the machine holds *run* without being listed, and keeps it with another account. */
const granted = (rules: AccessRules, { account, principals, granted: given }: Standing): AccessRules =>
  eachRole(
    rules,
    account,
    (role) => given.includes(role) || (role === 'run' && principals.includes('local')),
  );

function eachRole(rules: AccessRules, account: string, holds: (role: Role) => boolean): AccessRules {
  const named = (role: Role): readonly string[] =>
    holds(role) && !rules[role].includes(account) ? [...rules[role], account] : rules[role];
  return { view: named('view'), run: named('run'), approve: named('approve'), admin: named('admin') };
}

/** Whether any list could mean one of these: nobody else is asked about for strangers. */
export const isListed = (
  { access, projects }: Pick<Installation, 'access' | 'projects'>,
  means: (principal: string) => boolean,
): boolean =>
  [access, ...Object.values(projects).map((project) => project.access)].some((rules) =>
    roles.some((role) => rules[role].some(means)),
  );

/** A trigger may dispatch in its own project, because it is configured; and nothing else. */
export function installationForTrigger(installation: Installation, name: string): Installation {
  const trigger = Object.hasOwn(installation.triggers ?? {}, name)
    ? installation.triggers?.[name]
    : undefined;
  const project = trigger === undefined ? undefined : installation.projects[trigger.project];
  if (trigger === undefined || project === undefined) return installation;
  const access = eachRole(project.access, `trigger:${name}`, (role) => role === 'run');
  const projects = { ...installation.projects, [trigger.project]: { ...project, access } };
  return { ...installation, projects };
}
