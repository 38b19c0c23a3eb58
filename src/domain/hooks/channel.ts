import type { Origin } from '../origin.ts';

/** A channel as configuration and people name it: `slack:C0123ABCD`, or `console` for drover's own terminal. */
const slackChannel = /^slack:(?<id>[CGD][A-Z0-9]{2,})$/;

/** The place that a channel's name stands for; undefined when it is none. */
export function placeOfChannel(channel: string): Origin | undefined {
  if (channel === 'console' || channel === 'console:terminal')
    return { platform: 'console', workspace: 'local', channel: 'terminal' };
  const id = slackChannel.exec(channel)?.groups?.['id'];
  // Slack's channel ids are unique by themselves: no call names the workspace.
  return id === undefined ? undefined : { platform: 'slack', workspace: '', channel: id };
}
