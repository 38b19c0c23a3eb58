import type { Config } from '../../config/config.ts';
import type { Leaving } from '../open-drover.ts';

/** What `start` says first: what is on, what is off, and how to turn it on. */
export function banner(config: Config, url: string, leaving: Leaving): string {
  const lines = [
    `drover listens on ${url} (token: ${config.token === undefined ? `${config.home}/token` : 'DROVER_TOKEN'})`,
    projectsLine(config),
    slackLine(config, url),
    discordLine(config, url),
    ...config.notices.map((notice) => `  note: ${notice}`),
    `Type run TEXT here, or help. Ctrl-C ends drover${leaving === 'drain' ? ' and running turns' : '; running agents work on'}; goals go on at the next start.`,
  ];
  return `${lines.join('\n')}\n`;
}

function projectsLine({ projects, file }: Config): string {
  const names = Object.keys(projects);
  if (names.length > 0) return `  projects: ${names.join(', ')}`;
  const where = file === undefined ? 'Write drover.config.ts' : `Edit ${file}`;
  return `  projects: none, so nothing can be run. ${where}: { projects: { NAME: { source: '/path/to/repository' } } }; see docs/configuration.md`;
}

function slackLine({ slack }: Config, url: string): string {
  if (slack === undefined)
    return '  Slack: off. To turn it on set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) in .env; see docs/slack.md';
  const ways = [
    ...(slack.appToken === undefined ? [] : ['Socket Mode']),
    ...(slack.signingSecret === undefined ? [] : [`HTTP at POST ${url}/slack/events`]),
  ];
  return `  Slack: on, ${ways.join(' and ')}`;
}

function discordLine({ discord }: Config, url: string): string {
  if (discord === undefined)
    return '  Discord: off. To turn it on set DISCORD_TOKEN and DISCORD_APPLICATION_ID in .env; see docs/discord.md';
  const http = discord.publicKey === undefined ? '' : ` and HTTP at POST ${url}/discord/interactions`;
  const words = discord.messageContent
    ? ''
    : ', without plain words in threads (discord.messageContent: false)';
  return `  Discord: on, gateway${http}${words}`;
}
