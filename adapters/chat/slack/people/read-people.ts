import { z } from 'zod';
import type { Actor } from '../../../../src/domain/actor.ts';
import type { LookUp } from './look-up.ts';

/** What counts of a Slack account. */
export interface SlackUser {
  readonly outsider?: Actor['outsider'];
  readonly name?: string;
  /** Deactivated. */
  readonly gone: boolean;
}

/** Source: https://docs.slack.dev/reference/objects/user-object */
const UserSchema = z.object({
  team_id: z.string().optional(),
  enterprise_user: z.object({ teams: z.array(z.string()).optional() }).nullish(),
  name: z.string().optional(),
  profile: z.object({ display_name: z.string().optional(), real_name: z.string().optional() }).optional(),
  deleted: z.boolean().default(false),
  is_bot: z.boolean().default(false),
  is_workflow_bot: z.boolean().default(false),
  is_restricted: z.boolean().default(false),
  is_ultra_restricted: z.boolean().default(false),
  is_stranger: z.boolean().default(false),
});

/** Whether somebody is a stranger to the workspace. @param home drover's workspace */
export function outsiderIn(user: unknown, home: string): LookUp<SlackUser> {
  const parsed = UserSchema.safeParse(user);
  if (!parsed.success) return { ok: false, problem: 'Slack’s description of a person cannot be read' };
  const { deleted, name, profile } = parsed.data;
  const outsider = kindOf(parsed.data, home);
  const called = [profile?.display_name, profile?.real_name, name].find(
    (one) => one !== undefined && one !== '',
  );
  return {
    ok: true,
    value: {
      gone: deleted,
      ...(outsider === undefined ? {} : { outsider }),
      ...(called === undefined ? {} : { name: called }),
    },
  };
}

function kindOf(user: z.infer<typeof UserSchema>, home: string): Actor['outsider'] {
  if (user.is_bot || user.is_workflow_bot) return 'bot';
  // On Enterprise Grid a person belongs to several workspaces and bears the id of one of them.
  const belongs = user.enterprise_user?.teams ?? [user.team_id ?? home];
  if (user.is_stranger || !belongs.includes(home)) return 'external';
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : undefined;
}

const GroupsSchema = z.array(
  z.object({ id: z.string(), date_delete: z.number().nullish(), users: z.array(z.string()).default([]) }),
);

/** Person → the groups that he is in, as principals (`slack:S0123ABCD`); groups that were switched off do not count. */
export function groupsIn(usergroups: unknown): LookUp<ReadonlyMap<string, readonly string[]>> {
  const parsed = GroupsSchema.safeParse(usergroups);
  if (!parsed.success) return { ok: false, problem: 'Slack’s list of user groups cannot be read' };
  const found = new Map<string, string[]>();
  for (const { id, users, date_delete: deleted } of parsed.data) {
    if (deleted !== undefined && deleted !== null && deleted !== 0) continue;
    for (const user of users) found.set(user, [...(found.get(user) ?? []), `slack:${id}`]);
  }
  return { ok: true, value: found };
}
