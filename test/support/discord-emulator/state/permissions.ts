import type { Channel, Guild, Right } from './things.ts';

/** Bits of permissions. Source: https://discord.com/developers/docs/topics/permissions#permissions-bitwise-permission-flags */
const bits = {
  administrator: 1n << 3n,
  react: 1n << 6n,
  view: 1n << 10n,
  send: 1n << 11n,
  embed: 1n << 14n,
  attach: 1n << 15n,
  history: 1n << 16n,
  useCommands: 1n << 31n,
  manageThreads: 1n << 34n,
  threads: 1n << 35n,
  sendInThreads: 1n << 38n,
} as const;

/** What everybody may do in a new guild, as far as drover is concerned. */
export const everyonePermissions: bigint =
  bits.react |
  bits.view |
  bits.send |
  bits.embed |
  bits.attach |
  bits.history |
  bits.useCommands |
  bits.threads |
  bits.sendInThreads;

const bitsOfRight = (right: Right): bigint =>
  right === 'send' ? bits.send | bits.sendInThreads : bits[right];

/** All that is denied to the bot in a channel, as one number. */
export const deniedBits = (channel: Channel): bigint =>
  [...channel.denied].reduce((sum, right) => sum | bitsOfRight(right), 0n);

/** What a member may do in a guild: the roles together, everything for owners and administrators. */
export function permissionsOf(guild: Guild, user: string): bigint {
  const all = (1n << 53n) - 1n;
  if (guild.owner === user) return all;
  const roles = [guild.id, ...(guild.members.get(user)?.roles ?? [])];
  const sum = roles.reduce((bitsSoFar, id) => bitsSoFar | (guild.roles.get(id)?.permissions ?? 0n), 0n);
  return (sum & bits.administrator) === 0n ? sum : all;
}

/** Whether a member may lock threads, and write into locked ones. */
export const mayManageThreads = (guild: Guild | undefined, user: string): boolean =>
  guild !== undefined && (permissionsOf(guild, user) & bits.manageThreads) !== 0n;

/** For a role that may manage threads: give it to the bot to let it. */
export const manageThreads: bigint = bits.manageThreads;
