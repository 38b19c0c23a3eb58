import type { EmulatorState } from '../state/emulator-state.ts';

/** Bits of intents. Source: https://discord.com/developers/docs/events/gateway#list-of-intents */
export const intents = {
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  presences: 1 << 8,
  guildMessages: 1 << 9,
  guildReactions: 1 << 10,
  directMessages: 1 << 12,
  directReactions: 1 << 13,
  messageContent: 1 << 15,
} as const;

/** Which intent an event needs in a guild and in a direct conversation; events that are not here need none. */
const needed: Readonly<Record<string, { readonly guild: number; readonly direct: number }>> = {
  MESSAGE_CREATE: { guild: intents.guildMessages, direct: intents.directMessages },
  MESSAGE_UPDATE: { guild: intents.guildMessages, direct: intents.directMessages },
  MESSAGE_DELETE: { guild: intents.guildMessages, direct: intents.directMessages },
  MESSAGE_REACTION_ADD: { guild: intents.guildReactions, direct: intents.directReactions },
  MESSAGE_REACTION_REMOVE: { guild: intents.guildReactions, direct: intents.directReactions },
  GUILD_CREATE: { guild: intents.guilds, direct: 0 },
  CHANNEL_CREATE: { guild: intents.guilds, direct: 0 },
  CHANNEL_UPDATE: { guild: intents.guilds, direct: 0 },
  CHANNEL_DELETE: { guild: intents.guilds, direct: 0 },
  THREAD_CREATE: { guild: intents.guilds, direct: 0 },
  THREAD_UPDATE: { guild: intents.guilds, direct: 0 },
  THREAD_DELETE: { guild: intents.guilds, direct: 0 },
  GUILD_DELETE: { guild: intents.guilds, direct: 0 },
  GUILD_ROLE_CREATE: { guild: intents.guilds, direct: 0 },
  GUILD_MEMBER_UPDATE: { guild: intents.guildMembers, direct: 0 },
};

/** Whether a session with these intents gets the event. */
export function isSubscribed(has: number, event: string, isDirect: boolean): boolean {
  const need = needed[event];
  return need === undefined || (has & (isDirect ? need.direct : need.guild)) !== 0;
}

/** Whether the portal allows what was asked for; otherwise the gateway closes with 4014. */
export function mayHave(state: EmulatorState, asked: number): boolean {
  const { messageContent, guildMembers, presences } = state.granted;
  const refused =
    (messageContent ? 0 : intents.messageContent) |
    (guildMembers ? 0 : intents.guildMembers) |
    (presences ? 0 : intents.presences);
  return (asked & refused) === 0;
}
