import type { Role } from '../../domain/actor.ts';
import {
  GrantSchema,
  grantPrefix,
  linkPrefix,
  LinkSchema,
  peoplePrefix,
  type Grant,
} from '../../policy/access/link-code.ts';
import type { GoalStore } from '../../ports/store/goal-store.ts';

/** What people settled about themselves while drover ran. */
export interface IdentityBook {
  /** Pairs of accounts of one person. */
  readonly links: readonly (readonly [string, string])[];
  readonly grants: readonly Grant[];
}

/** Everything that is noted. What cannot be read gives nobody anything. */
export async function readIdentities(store: Pick<GoalStore, 'entries'>): Promise<IdentityBook> {
  const entries = await store.entries(peoplePrefix);
  const links = entries.flatMap(({ key, value }) => {
    const parsed = key.startsWith(linkPrefix) ? LinkSchema.safeParse(value) : undefined;
    return parsed?.success === true ? [parsed.data.accounts] : [];
  });
  const grants = entries.flatMap(({ key, value }) => {
    const parsed = key.startsWith(grantPrefix) ? GrantSchema.safeParse(value) : undefined;
    return parsed?.success === true ? [parsed.data] : [];
  });
  return { links, grants };
}

export const rolesGranted = ({ grants }: IdentityBook, accounts: readonly string[]): readonly Role[] =>
  grants.filter(({ account }) => accounts.includes(account)).map(({ role }) => role);
