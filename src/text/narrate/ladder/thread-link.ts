import type { Origin } from '../../../domain/origin.ts';

/**
 * Where people read a goal's thread; undefined where no address is known.
 * Source: the addresses that both web clients show; Discord's thread is a channel of its own.
 */
export function threadLink({ platform, workspace, channel, thread }: Origin): string | undefined {
  if (thread === undefined || workspace === '') return undefined;
  if (platform === 'slack')
    return `https://app.slack.com/client/${workspace}/${channel}/thread/${channel}-${thread}`;
  return platform === 'discord' ? `https://discord.com/channels/${workspace}/${thread}` : undefined;
}
