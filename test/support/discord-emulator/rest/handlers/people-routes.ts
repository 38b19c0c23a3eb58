import { z } from 'zod';
import { channelJson } from '../../json/channel-json.ts';
import { guildJson, memberJson, rolesJson, userJson } from '../../json/user-json.ts';
import { gatewayUrl } from '../../gateway/gateway-url.ts';
import { openDm } from '../../state/guild.ts';
import { isThread } from '../../state/things.ts';
import { bodyOf, errors, isAnswer, ok, type Call, type RestAnswer } from '../rest-answer.ts';

/** GET /gateway/bot */
export const gatewayBot = ({ state }: Call): RestAnswer =>
  ok({
    url: gatewayUrl(state),
    shards: 1,
    session_start_limit: { total: 1000, remaining: 999, reset_after: 86_400_000, max_concurrency: 1 },
  });

/** GET /users/@me */
export const ownUser = ({ state }: Call): RestAnswer => ok(userJson(state, state.bot.id));

/** GET /users/:user */
export const getUser = ({ state, params }: Call): RestAnswer =>
  state.users.has(params['user'] ?? '') ? ok(userJson(state, params['user'] ?? '')) : errors.unknownUser;

/** GET /applications/@me: who it is, what it was granted, and the key that its interactions are signed with. */
export function ownApplication({ state }: Call): RestAnswer {
  const { messageContent, guildMembers, presences } = state.granted;
  const flags = (presences ? 1 << 13 : 0) | (guildMembers ? 1 << 15 : 0) | (messageContent ? 1 << 19 : 0);
  return ok({
    id: state.applicationId,
    name: state.bot.name,
    icon: null,
    description: '',
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: state.keys.publicHex,
    flags,
    bot: userJson(state, state.bot.id),
    owner: userJson(state, '200000000000000000'),
    team: null,
    redirect_uris: [],
    interactions_endpoint_url: null,
    approximate_guild_count: state.guilds.size,
  });
}

/** GET /users/@me/guilds */
export const ownGuilds = ({ state }: Call): RestAnswer =>
  ok(
    [...state.guilds.values()].map(({ id, name }) => ({ id, name, icon: null, owner: false, features: [] })),
  );

/** POST /users/@me/channels: the direct conversation with one person. */
export function createDm(call: Call): RestAnswer {
  const user = z.string().safeParse(bodyOf(call)['recipient_id']).data ?? '';
  if (!call.state.users.has(user)) return errors.unknownUser;
  if (user === call.state.bot.id || call.state.users.get(user)?.bot === true) return errors.cannotDm;
  return ok(channelJson(call.state, openDm(call.state, user)));
}

const guildOf = ({ state, params }: Call) => state.guilds.get(params['guild'] ?? '') ?? errors.missingAccess;

/** GET /guilds/:guild */
export function getGuild(call: Call): RestAnswer {
  const guild = guildOf(call);
  return isAnswer(guild) ? guild : ok({ ...guildJson(guild), approximate_member_count: guild.members.size });
}

/** GET /guilds/:guild/roles */
export function getRoles(call: Call): RestAnswer {
  const guild = guildOf(call);
  return isAnswer(guild) ? guild : ok(rolesJson(guild));
}

/** GET /guilds/:guild/channels: without threads, and without what the bot cannot see. */
export function getChannels(call: Call): RestAnswer {
  const guild = guildOf(call);
  if (isAnswer(guild)) return guild;
  const all = [...call.state.channels.values()].filter((one) => one.guild === guild.id && !isThread(one));
  return ok(all.filter((one) => !one.denied.has('view')).map((one) => channelJson(call.state, one)));
}

/** GET /guilds/:guild/members/:user; `@me` is for the bot's own. */
export function getMember(call: Call): RestAnswer {
  const guild = guildOf(call);
  if (isAnswer(guild)) return guild;
  const { user } = call.params;
  const member = guild.members.get(user === '@me' ? call.state.bot.id : (user ?? ''));
  if (member !== undefined) return ok(memberJson(call.state, member));
  return call.state.users.has(user ?? '') ? errors.unknownMember : errors.unknownUser;
}
