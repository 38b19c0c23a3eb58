import { z } from 'zod';
import { deleteMessage } from '../acts/post-message.ts';
import { denyRights, kickBot } from '../acts/rights.ts';
import { deleteChannel, startThread, updateThread } from '../acts/threads.ts';
import { addChannel, addMember, addRole, channelOf, guildOf, home, openDm } from '../state/guild.ts';
import { action, type Action } from './action.ts';

const RightSchema = z.enum(['view', 'send', 'history', 'threads', 'attach', 'embed', 'react']);
const guild = z.string().default(home.guild);

/** Who and what there is. Each answers the id of what it made. */
export const placeActions: Readonly<Record<string, Action>> = {
  channel: action(
    z.object({ id: z.string(), name: z.string(), guild, denied: z.array(RightSchema).default([]) }),
    (state, given) => ({ id: addChannel(state, given).id }),
  ),
  /** Takes rights in a channel from the bot; all others it has. */
  deny: action(z.object({ channel: z.string(), rights: z.array(RightSchema) }), (state, given) => {
    denyRights(state, channelOf(state, given.channel), given.rights);
  }),
  role: action(
    z.object({ guild, name: z.string(), permissions: z.coerce.bigint().default(0n) }),
    (state, { guild: at, ...role }) => ({ id: addRole(state, at, role) }),
  ),
  member: action(
    z.object({
      guild,
      id: z.string(),
      name: z.string(),
      bot: z.boolean().default(false),
      roles: z.array(z.string()).default([]),
      dms: z.enum(['open', 'closed']).default('open'),
    }),
    (state, { guild: at, ...member }) => ({ id: addMember(state, at, member).id }),
  ),
  /** Gives a member other roles. */
  roles: action(z.object({ guild, user: z.string(), roles: z.array(z.string()) }), (state, given) => {
    const member = guildOf(state, given.guild).members.get(given.user);
    if (member === undefined) throw new Error(`no member ${given.user}`);
    member.roles = given.roles;
  }),
  leave: action(z.object({ guild, user: z.string() }), (state, given) => {
    guildOf(state, given.guild).members.delete(given.user);
  }),
  /** The bot is thrown out. */
  kick: action(z.object({ guild }), (state, given) => kickBot(state, given.guild)),
  dms: action(z.object({ user: z.string(), dms: z.enum(['open', 'closed']) }), (state, given) => {
    const user = state.users.get(given.user);
    if (user === undefined) throw new Error(`no user ${given.user}`);
    user.dms = given.dms;
  }),
  /** The direct conversation of a person with the bot. */
  dm: action(z.object({ user: z.string() }), (state, { user }) => ({ id: openDm(state, user).id })),
  thread: action(
    z.object({ channel: z.string(), user: z.string(), name: z.string(), message: z.string().optional() }),
    (state, given) => {
      const parent = channelOf(state, given.channel);
      const starter = parent.messages.find((message) => message.id === given.message);
      const thread = { name: given.name, owner: given.user, ...(starter === undefined ? {} : { starter }) };
      return { id: startThread(state, parent, thread).id };
    },
  ),
  /** Somebody archives, opens, locks or renames a thread. */
  'update-thread': action(
    z.object({
      thread: z.string(),
      archived: z.boolean().optional(),
      locked: z.boolean().optional(),
      name: z.string().optional(),
    }),
    (state, { thread, ...change }) => updateThread(state, channelOf(state, thread), change),
  ),
  'delete-channel': action(z.object({ channel: z.string() }), (state, { channel }) =>
    deleteChannel(state, channelOf(state, channel)),
  ),
  'delete-message': action(z.object({ channel: z.string(), message: z.string() }), (state, given) => ({
    deleted: deleteMessage(state, channelOf(state, given.channel), given.message),
  })),
};
