import { dispatch, dispatchChannel } from '../gateway/dispatch.ts';
import { rolesJson } from '../json/user-json.ts';
import { nextId, type EmulatorState } from './emulator-state.ts';
import { everyonePermissions } from './permissions.ts';
import { channelTypes, type Channel, type Guild, type Right, type User } from './things.ts';

/** The guild and the people of `seedGuild`. */
export const home = {
  guild: '100000000000000000',
  general: '100000000000000010',
  builds: '100000000000000011',
  alice: '200000000000000001',
  bob: '200000000000000002',
  eve: '200000000000000003',
  operators: '300000000000000001',
} as const;

/** One guild with #general and #builds, the role operators (alice has it), and alice, bob and eve. */
export function seedGuild(state: EmulatorState): Guild {
  const guild = addGuild(state, { id: home.guild, name: 'emulator' });
  addRole(state, guild.id, { id: home.operators, name: 'operators' });
  addMember(state, guild.id, { id: home.alice, name: 'alice', roles: [home.operators] });
  addMember(state, guild.id, { id: home.bob, name: 'bob' });
  addMember(state, guild.id, { id: home.eve, name: 'eve' });
  addChannel(state, { id: home.general, guild: guild.id, name: 'general' });
  addChannel(state, { id: home.builds, guild: guild.id, name: 'builds' });
  return guild;
}

/** A guild with the bot in it. Its role @everyone has the guild's own id. */
export function addGuild(state: EmulatorState, given: { id?: string; name: string; owner?: string }): Guild {
  const id = given.id ?? nextId(state);
  const guild: Guild = {
    id,
    name: given.name,
    owner: given.owner ?? '200000000000000000',
    members: new Map([[state.bot.id, { user: state.bot.id, roles: [] }]]),
    roles: new Map([[id, { id, name: '@everyone', permissions: everyonePermissions }]]),
  };
  state.guilds.set(id, guild);
  return guild;
}

export function addRole(
  state: EmulatorState,
  guild: string,
  given: { id?: string; name: string; permissions?: bigint },
): string {
  const id = given.id ?? nextId(state);
  const { roles } = guildOf(state, guild);
  roles.set(id, { id, name: given.name, permissions: given.permissions ?? 0n });
  const role = rolesJson(guildOf(state, guild)).find((one) => one['id'] === id);
  dispatch(state, 'GUILD_ROLE_CREATE', { guild_id: guild, role });
  return id;
}

/** Somebody who uses Discord, perhaps without being a member anywhere. */
export function addUser(
  state: EmulatorState,
  given: { id?: string | undefined; name: string; bot?: boolean | undefined; dms?: User['dms'] | undefined },
): User {
  const id = given.id ?? nextId(state);
  const user: User = { id, name: given.name, bot: given.bot ?? false, dms: given.dms ?? 'open' };
  state.users.set(id, user);
  return user;
}

/** Lets somebody join, as a person or as another bot. */
export function addMember(
  state: EmulatorState,
  guild: string,
  given: { id?: string; name: string; bot?: boolean; roles?: readonly string[]; dms?: User['dms'] },
): User {
  const user = addUser(state, given);
  guildOf(state, guild).members.set(user.id, { user: user.id, roles: given.roles ?? [] });
  return user;
}

/** A text channel which the bot sees, unless rights are denied to it. */
export function addChannel(
  state: EmulatorState,
  given: { id?: string; guild?: string; name: string; denied?: readonly Right[] },
): Channel {
  const channel = putChannel(state, {
    id: given.id ?? nextId(state),
    type: channelTypes.text,
    name: given.name,
    guild: given.guild ?? home.guild,
    denied: new Set(given.denied),
  });
  dispatchChannel(state, 'CHANNEL_CREATE', channel);
  return channel;
}

/** The direct conversation of the bot with one person; the same channel each time. */
export function openDm(state: EmulatorState, user: string): Channel {
  const known = [...state.channels.values()].find((channel) => channel.recipient === user);
  if (known !== undefined) return known;
  return putChannel(state, { id: nextId(state), type: channelTypes.dm, name: 'direct', recipient: user });
}

/** Enters a channel, with what every channel has. */
export function putChannel(
  state: EmulatorState,
  given: Pick<Channel, 'id' | 'type' | 'name'> & Partial<Channel>,
): Channel {
  const channel: Channel = {
    archived: false,
    locked: false,
    autoArchiveMinutes: 4320,
    denied: new Set(),
    messages: [],
    ...given,
  };
  state.channels.set(channel.id, channel);
  return channel;
}

/** The guild; that it is missing is a fault of the test. */
export function guildOf(state: EmulatorState, id: string): Guild {
  const guild = state.guilds.get(id);
  if (guild === undefined) throw new Error(`no guild ${id}`);
  return guild;
}

/** The channel; that it is missing is a fault of the test. */
export function channelOf(state: EmulatorState, id: string): Channel {
  const channel = state.channels.get(id);
  if (channel === undefined) throw new Error(`no channel ${id}`);
  return channel;
}
