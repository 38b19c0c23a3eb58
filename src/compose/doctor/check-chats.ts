import { systemClock } from '../../../adapters/system/system-clock.ts';
import { systemRandom } from '../../../adapters/system/system-random.ts';
import type { Config } from '../../config/config.ts';
import type { Platform } from '../../domain/actor.ts';
import type { DoctorCheck } from '../../ports/doctor.ts';
import type { Logger } from '../../ports/logger.ts';

/** Which channels are tried, and whether a message may be posted there for a moment. */
export interface Trial {
  readonly channels: (platform: Platform) => readonly string[];
  readonly post: boolean;
}

/** The chats that are configured; their libraries are loaded only then. */
export async function chatChecks(
  config: Config,
  logger: Logger,
  trial: Trial,
): Promise<readonly DoctorCheck[]> {
  return [...(await slackChecks(config, logger, trial)), ...(await discordChecks(config, trial))];
}

async function slackChecks(
  { slack }: Config,
  logger: Logger,
  { channels, post }: Trial,
): Promise<readonly DoctorCheck[]> {
  if (slack === undefined) return [off('Slack', 'docs/slack.md turns it on in ten minutes.')];
  const { checkSlack } = await import('../../../adapters/chat/slack/check-slack.ts');
  const options = { ...slack, intake: noRequests, clock: systemClock, random: systemRandom, logger };
  return checkSlack(options, { channels: channels('slack'), post });
}

async function discordChecks(
  { discord }: Config,
  { channels, post }: Trial,
): Promise<readonly DoctorCheck[]> {
  if (discord === undefined) return [off('Discord', 'docs/discord.md turns it on.')];
  const { checkDiscord } = await import('../../../adapters/chat/discord/check-discord.ts');
  return checkDiscord({ ...discord, clock: systemClock, channels: channels('discord'), post });
}

const off = (name: string, hint: string): DoctorCheck => ({
  name,
  run: async () => ({ status: 'off', detail: 'not configured', hint }),
});

/** doctor listens to nobody. */
const noRequests = () => Promise.reject(new Error('doctor takes no requests'));
