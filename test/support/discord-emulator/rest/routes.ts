import { createCommand, deleteCommand, listCommands, overwriteCommands } from './handlers/command-routes.ts';
import { callback, deleteAnswer, editAnswer, followUp, getAnswer } from './handlers/interaction-routes.ts';
import {
  createMessage,
  editMessage,
  getMessage,
  listMessages,
  removeMessage,
  startTyping,
} from './handlers/message-routes.ts';
import {
  createDm,
  gatewayBot,
  getChannels,
  getGuild,
  getMember,
  getRoles,
  getUser,
  ownApplication,
  ownGuilds,
  ownUser,
} from './handlers/people-routes.ts';
import { deleteReaction, putReaction, reactors } from './handlers/reaction-routes.ts';
import type { Handler } from './rest-answer.ts';
import {
  activeThreads,
  getChannel,
  patchThread,
  removeChannel,
  threadAlone,
  threadFromMessage,
} from './handlers/thread-routes.ts';

/** A route: its name, for faults and calls; whether its token stands in its path instead of the header. */
export interface Route {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly handle: Handler;
  readonly open?: true;
}

const route = (name: string, where: string, handle: Handler, open?: true): Route => {
  const [method = '', path = ''] = where.split(' ');
  return { name, method, path, handle, ...(open === true ? { open } : {}) };
};

const message = '/channels/:channel/messages/:message';
const answer = '/webhooks/:application/:token/messages/:message';

/** The routes that the emulator knows; the first that fits is taken. */
export const routes: readonly Route[] = [
  route('gateway.bot', 'GET /gateway/bot', gatewayBot),
  route('user.me', 'GET /users/@me', ownUser),
  route('user.guilds', 'GET /users/@me/guilds', ownGuilds),
  route('dm.create', 'POST /users/@me/channels', createDm),
  route('user.get', 'GET /users/:user', getUser),
  route('application.me', 'GET /applications/@me', ownApplication),
  route('application.me', 'GET /oauth2/applications/@me', ownApplication),
  route('commands.list', 'GET /applications/:application/commands', listCommands),
  route('commands.put', 'PUT /applications/:application/commands', overwriteCommands),
  route('commands.create', 'POST /applications/:application/commands', createCommand),
  route('commands.delete', 'DELETE /applications/:application/commands/:command', deleteCommand),
  route('commands.list', 'GET /applications/:application/guilds/:guild/commands', listCommands),
  route('commands.put', 'PUT /applications/:application/guilds/:guild/commands', overwriteCommands),
  route('commands.create', 'POST /applications/:application/guilds/:guild/commands', createCommand),
  route(
    'commands.delete',
    'DELETE /applications/:application/guilds/:guild/commands/:command',
    deleteCommand,
  ),
  route('guild.get', 'GET /guilds/:guild', getGuild),
  route('guild.roles', 'GET /guilds/:guild/roles', getRoles),
  route('guild.channels', 'GET /guilds/:guild/channels', getChannels),
  route('guild.member', 'GET /guilds/:guild/members/:user', getMember),
  route('guild.threads', 'GET /guilds/:guild/threads/active', activeThreads),
  route('channel.get', 'GET /channels/:channel', getChannel),
  route('thread.update', 'PATCH /channels/:channel', patchThread),
  route('channel.delete', 'DELETE /channels/:channel', removeChannel),
  route('thread.create', 'POST /channels/:channel/threads', threadAlone),
  route('thread.create', `POST ${message}/threads`, threadFromMessage),
  route('typing', 'POST /channels/:channel/typing', startTyping),
  route('message.create', 'POST /channels/:channel/messages', createMessage),
  route('message.list', 'GET /channels/:channel/messages', listMessages),
  route('message.get', `GET ${message}`, getMessage),
  route('message.edit', `PATCH ${message}`, editMessage),
  route('message.delete', `DELETE ${message}`, removeMessage),
  route('reaction.add', `PUT ${message}/reactions/:emoji/@me`, putReaction),
  route('reaction.remove', `DELETE ${message}/reactions/:emoji/@me`, deleteReaction),
  route('reaction.list', `GET ${message}/reactions/:emoji`, reactors),
  route('interaction.callback', 'POST /interactions/:interaction/:token/callback', callback, true),
  route('webhook.create', 'POST /webhooks/:application/:token', followUp, true),
  route('webhook.get', `GET ${answer}`, getAnswer, true),
  route('webhook.edit', `PATCH ${answer}`, editAnswer, true),
  route('webhook.delete', `DELETE ${answer}`, deleteAnswer, true),
];

/** The route of a request and what its path says; undefined when there is none. */
export function findRoute(
  method: string,
  path: string,
): { readonly route: Route; readonly params: Record<string, string> } | undefined {
  const parts = path.split('/').map((part) => decodeURIComponent(part));
  for (const one of routes) {
    const params = one.method === method ? matched(one.path.split('/'), parts) : undefined;
    if (params !== undefined) return { route: one, params };
  }
  return undefined;
}

function matched(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, part] of pattern.entries()) {
    if (part.startsWith(':')) params[part.slice(1)] = parts[at] ?? '';
    else if (part !== parts[at]) return undefined;
  }
  return params;
}
