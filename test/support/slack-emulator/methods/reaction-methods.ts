import { fail, type Answer, type Args, type EmulatorState, type StoredMessage } from '../emulator-state.ts';
import { publicMessage, readable } from './places.ts';

/** Source: https://docs.slack.dev/reference/methods/reactions.add */
export function reactionsAdd(state: EmulatorState, args: Args): Answer {
  const found = wanted(state, args);
  if (typeof found === 'string') return fail(found);
  const { message, name } = found;
  if (reactors(message, name).has(state.bot.user)) return fail('already_reacted');
  react(message, name, state.bot.user);
  return { ok: true };
}

export function reactionsRemove(state: EmulatorState, args: Args): Answer {
  const found = wanted(state, args);
  if (typeof found === 'string') return fail(found);
  const { message, name } = found;
  return unreact(message, name, state.bot.user) ? { ok: true } : fail('no_reaction');
}

export function reactionsGet(state: EmulatorState, args: Args): Answer {
  const found = wanted(state, { ...args, name: 'eyes' });
  if (typeof found === 'string') return fail(found);
  const { message } = found;
  return { ok: true, type: 'message', message: { ts: message.ts, reactions: reactionsJson(message) } };
}

export const reactionsJson = (message: StoredMessage): readonly Record<string, unknown>[] =>
  [...(message.reactions ?? [])].map(([name, users]) => ({ name, users: [...users], count: users.size }));

/** Puts somebody's reaction on a message. */
export function react(message: StoredMessage, name: string, user: string): void {
  message.reactions ??= new Map();
  message.reactions.set(name, reactors(message, name).add(user));
}

/** Takes it off again; whether it was there. */
export function unreact(message: StoredMessage, name: string, user: string): boolean {
  const users = reactors(message, name);
  const was = users.delete(user);
  if (users.size === 0) message.reactions?.delete(name);
  return was;
}

const reactors = (message: StoredMessage, name: string): Set<string> =>
  message.reactions?.get(name) ?? new Set();

function wanted(
  state: EmulatorState,
  args: Args,
): { readonly message: StoredMessage; readonly name: string } | string {
  const channel = readable(state, args['channel']);
  if (typeof channel === 'string') return channel;
  if (channel.archived) return 'is_archived';
  if (!/^\d+\.\d{6}$/u.test(String(args['timestamp']))) return 'bad_timestamp';
  const message = publicMessage(channel, args['timestamp']);
  if (message === undefined) return 'message_not_found';
  const name = String(args['name']);
  return /^[a-z0-9_+'-]+$/u.test(name) ? { message, name } : 'invalid_name';
}
