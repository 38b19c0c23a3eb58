import type { EmulatorState } from '../state/emulator-state.ts';
import { permissionsOf } from '../state/permissions.ts';
import type { Guild, Json, Member } from '../state/things.ts';

const joined = '2024-01-01T00:00:00.000000+00:00';

/** A user as Discord shows it. */
export function userJson(state: EmulatorState, id: string): Json {
  const user = state.users.get(id);
  return {
    id,
    username: user?.name ?? `user-${id}`,
    global_name: user === undefined || user.bot ? null : user.name,
    discriminator: '0',
    avatar: null,
    bot: user?.bot ?? false,
    public_flags: 0,
  };
}

/** A member without its user, as events about messages carry it. */
export const bareMemberJson = (member: Member): Json => ({
  roles: member.roles,
  nick: member.nick ?? null,
  avatar: null,
  joined_at: joined,
  premium_since: null,
  deaf: false,
  mute: false,
  pending: false,
  flags: 0,
  communication_disabled_until: null,
});

export const memberJson = (state: EmulatorState, member: Member): Json => ({
  ...bareMemberJson(member),
  user: userJson(state, member.user),
});

/** A guild as GUILD_CREATE carries it, without its channels and members. */
export const guildJson = (guild: Guild): Json => ({
  id: guild.id,
  name: guild.name,
  icon: null,
  splash: null,
  owner_id: guild.owner,
  afk_channel_id: null,
  afk_timeout: 300,
  verification_level: 0,
  default_message_notifications: 1,
  explicit_content_filter: 0,
  roles: rolesJson(guild),
  emojis: [],
  stickers: [],
  features: [],
  mfa_level: 0,
  system_channel_id: null,
  system_channel_flags: 0,
  rules_channel_id: null,
  preferred_locale: 'en-US',
  premium_tier: 0,
  nsfw_level: 0,
  premium_progress_bar_enabled: false,
});

export const rolesJson = (guild: Guild): readonly Json[] =>
  [...guild.roles.values()].map((role, position) => ({
    id: role.id,
    name: role.name,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    position,
    permissions: String(role.permissions),
    managed: false,
    mentionable: false,
    flags: 0,
  }));

/** A member as an interaction carries it: with what it may do. */
export const invokerJson = (state: EmulatorState, guild: Guild, member: Member): Json => ({
  ...memberJson(state, member),
  permissions: String(permissionsOf(guild, member.user)),
});
