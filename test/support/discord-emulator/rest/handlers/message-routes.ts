import { deleteMessage, postMessage } from '../../acts/post-message.ts';
import { wrong } from '../../checks/wrong.ts';
import { isContentOpen, messageJson, withoutContent } from '../../json/message-json.ts';
import { now, type EmulatorState } from '../../state/emulator-state.ts';
import type { Channel, Json, StoredMessage } from '../../state/things.ts';
import { openMessage, seenChannel, seenMessage, writableChannel } from '../find.ts';
import {
  bodyOf,
  errors,
  invalidForm,
  isAnswer,
  noContent,
  ok,
  type Call,
  type RestAnswer,
} from '../rest-answer.ts';
import { rewriteMessage, writeMessage } from '../../answers/write-message.ts';

/** How long a nonce is remembered (Discord says: a few minutes). */
const nonceMs = 5 * 60_000;
const hourMs = 60 * 60_000;

/** POST /channels/:channel/messages. With `enforce_nonce` a repetition answers the first message again. */
export function createMessage(call: Call): RestAnswer {
  const { state } = call;
  const channel = writableChannel(call);
  if (isAnswer(channel)) return channel;
  const earlier = repeated(state, channel, bodyOf(call));
  if (earlier !== undefined) return ok(messageJson(state, earlier));
  const missing = missingRight(call, channel);
  if (missing !== undefined) return missing;
  const message = writeMessage(state, call, { channel: channel.id });
  if (isAnswer(message)) return message;
  const isGone = channel.messages.every((one) => one.id !== message.replyTo);
  if (message.replyTo !== undefined && isGone && !mayMiss(bodyOf(call)))
    return invalidForm(
      state,
      wrong('message_reference', 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message'),
      channel.id,
    );
  return ok(messageJson(state, postMessage(state, channel, message)));
}

/** A reply to a message that is gone is posted as an ordinary one only if that was asked for. */
const mayMiss = (body: Json): boolean =>
  (body['message_reference'] as Json | undefined)?.['fail_if_not_exists'] === false;

function repeated(state: EmulatorState, channel: Channel, body: Json): StoredMessage | undefined {
  const nonce = body['nonce'];
  if (body['enforce_nonce'] !== true || (typeof nonce !== 'string' && typeof nonce !== 'number'))
    return undefined;
  const wanted = String(nonce);
  return channel.messages.find(
    (one) => one.author === state.bot.id && one.nonce === wanted && now(state) - one.at < nonceMs,
  );
}

const missingRight = (call: Call, channel: Channel): RestAnswer | undefined =>
  call.files.length > 0 && channel.denied.has('attach') ? errors.missingPermissions : undefined;

/** PATCH /channels/:channel/messages/:message */
export function editMessage(call: Call): RestAnswer {
  const { state } = call;
  const found = openMessage(call);
  if (isAnswer(found)) return found;
  const { message } = found;
  if (message.author !== state.bot.id) return errors.notYourMessage;
  if (message.type === 21) return errors.systemMessage;
  const refused = oldEditRefusal(state, message);
  if (refused !== undefined) return refused;
  return rewriteMessage(state, message, call) ?? ok(messageJson(state, message));
}

/**
 * Messages older than an hour are edited three times in six seconds at most, a channel together, whatever the other limits are.
 * Source: https://docs.discord.food/resources/message#edit-message (Discord itself publishes no number).
 */
function oldEditRefusal(state: EmulatorState, message: StoredMessage): RestAnswer | undefined {
  if (now(state) - message.at < hourMs) return undefined;
  const known = state.oldEdits.get(message.channel);
  const window =
    known === undefined || known.resetAt <= now(state) ? { used: 0, resetAt: now(state) + 6000 } : known;
  window.used += 1;
  state.oldEdits.set(message.channel, window);
  if (window.used <= state.oldEditsAllowed) return undefined;
  const seconds = (window.resetAt - now(state)) / 1000;
  return {
    ...errors.oldEdits,
    body: { ...(errors.oldEdits.body as Json), retry_after: seconds, global: false },
    headers: { 'retry-after': String(Math.ceil(seconds)) },
  };
}

/** DELETE /channels/:channel/messages/:message; others' messages need a right that the bot does not have. */
export function removeMessage(call: Call): RestAnswer {
  const found = openMessage(call);
  if (isAnswer(found)) return found;
  if (found.message.author !== call.state.bot.id) return errors.missingPermissions;
  deleteMessage(call.state, found.channel, found.message.id);
  return noContent;
}

/** GET /channels/:channel/messages/:message */
export function getMessage(call: Call): RestAnswer {
  const found = seenMessage(call);
  if (isAnswer(found)) return found;
  if (found.channel.denied.has('history')) return errors.missingAccess;
  return ok(readable(call.state, found.message));
}

/** GET /channels/:channel/messages: newest first, 50 unless `limit` says otherwise; `before`, `after` or `around`. */
export function listMessages(call: Call): RestAnswer {
  const channel = seenChannel(call);
  if (isAnswer(channel)) return channel;
  if (channel.denied.has('history')) return ok([]);
  const newestFirst = channel.messages.filter((one) => one.onlyFor === undefined).toReversed();
  return ok(cut(newestFirst, call.query).map((message) => readable(call.state, message)));
}

const isOlder = (one: StoredMessage, id: string): boolean => BigInt(one.id) < BigInt(id);
const isNewer = (one: StoredMessage, id: string): boolean => BigInt(one.id) > BigInt(id);

function cut(newestFirst: readonly StoredMessage[], query: URLSearchParams): readonly StoredMessage[] {
  const limit = Math.min(100, Math.max(1, Number(query.get('limit') ?? 50)));
  const [before, after, around] = ['before', 'after', 'around'].map((name) => query.get(name));
  if (typeof around === 'string') {
    const newer = newestFirst.filter((one) => isNewer(one, around)).slice(-Math.floor(limit / 2));
    return [...newer, ...newestFirst.filter((one) => !isNewer(one, around)).slice(0, limit - newer.length)];
  }
  if (typeof after === 'string') return newestFirst.filter((one) => isNewer(one, after)).slice(-limit);
  const older = typeof before === 'string' ? newestFirst.filter((one) => isOlder(one, before)) : newestFirst;
  return older.slice(0, limit);
}

/**
 * Also here content is only for applications that were granted it. Nonces are shown to who posts and to the gateway;
 * that a message read later still has one is promised nowhere.
 */
function readable(state: EmulatorState, message: StoredMessage): Json {
  const { nonce: _, ...json } = messageJson(state, message);
  return state.granted.messageContent || isContentOpen(state, message) ? json : withoutContent(json);
}

/** POST /channels/:channel/typing */
export function startTyping(call: Call): RestAnswer {
  const channel = writableChannel(call);
  return isAnswer(channel) ? channel : noContent;
}
