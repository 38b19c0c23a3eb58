import { dispatch, dispatchChannel } from '../gateway/dispatch.ts';
import type { EmulatorState } from '../state/emulator-state.ts';
import { guildOf } from '../state/guild.ts';
import type { Channel, Right } from '../state/things.ts';

/** Takes these rights in a channel from the bot, and gives it all others. */
export function denyRights(state: EmulatorState, channel: Channel, rights: readonly Right[]): void {
  channel.denied.clear();
  for (const right of rights) channel.denied.add(right);
  dispatchChannel(state, 'CHANNEL_UPDATE', channel);
}

/** The bot is thrown out of a guild: it sees nothing there any more. */
export function kickBot(state: EmulatorState, guild: string): void {
  guildOf(state, guild);
  for (const channel of state.channels.values()) if (channel.guild === guild) channel.denied.add('view');
  state.guilds.delete(guild);
  dispatch(state, 'GUILD_DELETE', { id: guild });
}
