import { principalOf, roles, type Actor, type Platform, type Role } from '../domain/actor.ts';
import type { AccessRules } from '../domain/project.ts';

/**
 * Who may do what. `mayAsk` names those who can, for the refusal; `on` is where it will be read; `stranger`: holds no
 * role at all under these rules.
 */
export type AccessDecision =
  | { allowed: true }
  | { allowed: false; reason: string; mayAsk: readonly string[]; on: Platform; stranger: boolean };

const rank = (role: Role): number => roles.indexOf(role);

/** The local operator is one person with *run*, unless configuration gives more. */
const floorOf = (principal: string): Role | undefined => (principal === 'local' ? 'run' : undefined);

/** The strongest role that any of these rules, or the floor of the local operator, gives. */
export function roleOf(principal: string, rules: readonly AccessRules[]): Role | undefined {
  const given = roles.filter((role) => rules.some((rule) => rule[role].includes(principal)));
  const floor = floorOf(principal);
  return [...given, ...(floor === undefined ? [] : [floor])].toSorted((a, b) => rank(b) - rank(a))[0];
}

/**
 * Whether `actor` holds `needed` under the installation's and the project's rules.
 * Guests, bots and people of other workspaces are refused whatever the lists say.
 */
export function decideAccess(actor: Actor, needed: Role, rules: readonly AccessRules[]): AccessDecision {
  const mayAsk = holders(needed, rules);
  const on = actor.platform;
  if (actor.outsider !== undefined)
    return {
      allowed: false,
      reason: `${actor.outsider === 'external' ? 'people of other workspaces' : `${actor.outsider}s`} may not steer goals`,
      mayAsk,
      on,
      stranger: false,
    };
  const role = roleOf(principalOf(actor), rules);
  if (role !== undefined && rank(role) >= rank(needed)) return { allowed: true };
  const has = role === undefined ? 'no role' : `the role “${role}”`;
  return {
    allowed: false,
    reason: `this needs the role “${needed}”; you have ${has}`,
    mayAsk,
    on,
    stranger: role === undefined,
  };
}

/** Principals that hold at least this role; the local operator always holds *run*. */
function holders(needed: Role, rules: readonly AccessRules[]): readonly string[] {
  const enough = roles.filter((role) => rank(role) >= rank(needed));
  const listed = rules.flatMap((rule) => enough.flatMap((role) => rule[role]));
  return [...new Set([...listed, ...(rank(needed) <= rank('run') ? ['local'] : [])])];
}
