import type { Origin } from '../origin.ts';

/** A channel as configuration and people name it: `slack:C0123ABCD`, `discord:` and its id, or `console` for drover's own terminal. */
const slackChannel = /^slack:(?<id>[CGD][A-Z0-9]{2,})$/;
/** Source: https://docs.discord.com/developers/reference#snowflakes */
const discordChannel = /^discord:(?<id>\d{17,20})$/;

/** The place that a channel's name stands for; undefined when it is none. */
export function placeOfChannel(channel: string): Origin | undefined {
  if (channel === 'console' || channel === 'console:terminal')
    return { platform: 'console', workspace: 'local', channel: 'terminal' };
  // Ids of channels are unique by themselves: no call names the workspace.
  const slack = slackChannel.exec(channel)?.groups?.['id'];
  if (slack !== undefined) return { platform: 'slack', workspace: '', channel: slack };
  const discord = discordChannel.exec(channel)?.groups?.['id'];
  return discord === undefined ? undefined : { platform: 'discord', workspace: '', channel: discord };
}
