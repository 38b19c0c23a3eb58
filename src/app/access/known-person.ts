import { principalOf, type Actor, type Platform, type Role } from '../../domain/actor.ts';
import { PlatformSchema } from '../../domain/actor.ts';
import { toError } from '../../domain/errors.ts';
import type { Installation } from '../../domain/project.ts';
import { accountsOf, isGroup } from '../../policy/access/linked.ts';
import { isListed } from '../../policy/access/rules-for.ts';
import type { People } from '../../ports/chat/people.ts';
import type { GoalStore } from '../../ports/store/goal-store.ts';
import { readIdentities, rolesGranted } from './identity-book.ts';

/** What telling who somebody is needs of the outside. */
export interface PeopleWorld {
  readonly runtime: { readonly store: Pick<GoalStore, 'entries'> };
  readonly installation: Installation;
  /** Whom to ask about people, by platform; a platform without has no people beside its operator. */
  readonly people?: ReadonlyMap<Platform, People>;
}

/** Who asks, as far as it matters for what that person may do. */
export interface KnownPerson {
  /** Without what only the surface said: groups change, and are looked up each time. */
  readonly actor: Actor;
  /** Every account of the person; the one that asks stands first. */
  readonly accounts: readonly string[];
  /** Accounts and groups whose rights count now. */
  readonly principals: readonly string[];
  readonly granted: readonly Role[];
  /** The platform of a linked account could not be asked: the person may have more rights than these. */
  readonly unsure?: true;
}

export type Knowing =
  | { readonly ok: true; readonly person: KnownPerson }
  /** The platform could not be asked: nobody is let in on a guess. */
  | { readonly ok: false; readonly platform: Platform; readonly problem: string };

/**
 * Who somebody is: linked accounts, groups, and whether a guest, bot or outsider. Platforms are asked only about people
 * who could gain something by it. A linked account that its platform does not vouch for now adds nothing.
 */
export async function knowPerson(world: PeopleWorld, asking: Actor): Promise<Knowing> {
  const { installation, runtime } = world;
  const book = await readIdentities(runtime.store);
  const account = principalOf(asking);
  const accounts = accountsOf(account, [...(installation.people?.identities ?? []), ...book.links]);
  const granted = rolesGranted(book, accounts);
  const { groups = [], ...rest } = asking;
  const actor = withoutBan(installation, rest, account);
  const nobody = { actor, accounts, principals: [], granted: [] };
  if (actor.outsider !== undefined) return { ok: true, person: nobody };
  const means = (principal: string): boolean =>
    accounts.includes(principal) || groups.includes(principal) || mayBelong(accounts, principal);
  if (granted.length === 0 && !isListed(installation, means)) return { ok: true, person: nobody };
  const asked = await ask(world, asking);
  if (!asked.ok) return { ok: false, platform: asking.platform, problem: asked.problem };
  const { person } = asked;
  if (person.outsider !== undefined)
    return { ok: true, person: { ...nobody, actor: { ...actor, outsider: person.outsider } } };
  const others = await Promise.all(accounts.slice(1).map((other) => principalsOf(world, other)));
  const linked = others.flatMap((found) => found ?? []);
  const principals = [...new Set([account, ...groups, ...person.groups, ...linked])];
  const known = { actor, accounts, principals, granted: rolesGranted(book, principals) };
  return { ok: true, person: others.includes(undefined) ? { ...known, unsure: true } : known };
}

/** A bot that the configuration names is let in like a person; all others keep being refused. */
function withoutBan(installation: Installation, actor: Actor, account: string): Actor {
  if (actor.outsider !== 'bot' || installation.people?.bots.includes(account) !== true) return actor;
  const { outsider: _named, ...allowed } = actor;
  return allowed;
}

/** Any group of a platform may be one that an account on it belongs to. */
const mayBelong = (accounts: readonly string[], principal: string): boolean =>
  isGroup(principal) && accounts.some((account) => platformOf(account) === platformOf(principal));

const platformOf = (principal: string): string => principal.split(':', 1)[0] ?? '';

const unknown = { ok: true, person: { groups: [] } } as const;

/** Bots that are let in are no people, and nobody is asked about them. */
async function ask({ people, installation }: PeopleWorld, actor: Actor): ReturnType<People['about']> {
  const platform = people?.get(actor.platform);
  const isBot = installation.people?.bots.includes(principalOf(actor)) === true;
  if (platform === undefined || isBot) return unknown;
  // A chat that is closing rejects what is still being asked: nobody has been told anything then.
  return await platform.about(actor).catch((error: unknown) => ({
    ok: false,
    problem: `${actor.platform} could not be asked: ${toError(error).message}`,
  }));
}

/** What a linked account brings along: itself and its groups, nothing when it is a guest’s or the like. undefined: nobody could be asked. */
async function principalsOf(world: PeopleWorld, account: string): Promise<readonly string[] | undefined> {
  const platform = PlatformSchema.safeParse(platformOf(account));
  const user = account.slice(platformOf(account).length + 1);
  if (!platform.success || user === '') return [account];
  const about = await ask(world, { platform: platform.data, user });
  if (!about.ok) return undefined;
  return about.person.outsider === undefined ? [account, ...about.person.groups] : [];
}
