import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { sendJson } from './api.ts';
import {
  fail,
  nextTs,
  recordViolation,
  slackNow,
  type Channel,
  type EmulatorState,
  type ResponsePlace,
  type StoredMessage,
} from './emulator-state.ts';
import { takeFault } from './faults.ts';
import { messageProblem } from './limits/check-message.ts';

/** Source: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses */
const uses = 5;
const livesMs = 30 * 60_000;

export const AnswerSchema = z.looseObject({
  text: z.string().default(''),
  blocks: z.array(z.unknown()).default([]),
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
  replace_original: z.boolean().default(false),
  delete_original: z.boolean().default(false),
  thread_ts: z.string().optional(),
});
type AppAnswer = z.infer<typeof AnswerSchema>;

/** An answer through a response_url: five uses in half an hour. */
export function answerResponseUrl(
  state: EmulatorState,
  id: string,
  body: string,
  response: ServerResponse,
): void {
  const place = state.responsePlaces.get(id);
  const error = takeFault(state, 'response_url', id) === undefined ? refusal(state, id, place) : 'used_url';
  const given = z.record(z.string(), z.unknown()).parse(JSON.parse(body));
  state.calls.push({ method: 'response_url', args: { ...given, id }, outcome: error ?? 'ok' });
  const problem = error ?? (place === undefined ? undefined : show(state, place, AnswerSchema.parse(given)));
  if (problem !== undefined) {
    response.statusCode = 404;
    return sendJson(response, fail(problem));
  }
  state.responses.push({ id, body: given });
  sendJson(response, { ok: true });
}

function refusal(state: EmulatorState, id: string, place: ResponsePlace | undefined): string | undefined {
  const used = state.responses.filter((one) => one.id === id).length;
  const error =
    used >= uses
      ? 'used_url'
      : place !== undefined && slackNow(state) - place.since > livesMs
        ? 'expired_url'
        : undefined;
  if (error !== undefined) recordViolation(state, error, 'response_url', `use ${used + 1} of ${id}`);
  return error;
}

/** What the answer does to what people see; the error when Slack does not take it. */
export function show(state: EmulatorState, place: ResponsePlace, answer: AppAnswer): string | undefined {
  const channel = state.channels.get(place.channel);
  if (channel === undefined) return undefined;
  const original = messageOf(channel, place.ts);
  if (answer.delete_original) return removeMessage(channel, original);
  const error = messageProblem(state, 'response_url', { args: answer, ...answer, longest: 40_000 });
  if (error !== undefined) return error;
  if (answer.replace_original && original !== undefined) {
    original.text = answer.text;
    original.blocks = answer.blocks;
    original.edits += 1;
    return undefined;
  }
  const openly = answer.response_type === 'in_channel';
  const message = newAnswer(state, place, answer, openly);
  (openly ? channel.messages : channel.asides).push(message);
  return undefined;
}

function newAnswer(
  state: EmulatorState,
  place: ResponsePlace,
  answer: AppAnswer,
  openly: boolean,
): StoredMessage {
  return {
    ts: nextTs(state),
    user: state.bot.user,
    botId: state.bot.id,
    text: answer.text,
    blocks: answer.blocks,
    edits: 0,
    ...(answer.thread_ts === undefined ? {} : { threadTs: answer.thread_ts }),
    ...(openly ? {} : { onlyFor: place.user }),
  };
}

/** The message of that timestamp, also when only one person sees it. */
export const messageOf = (channel: Channel, ts: string | undefined): StoredMessage | undefined =>
  [...channel.messages, ...channel.asides].find((message) => message.ts === ts);

function removeMessage(channel: Channel, message: StoredMessage | undefined): undefined {
  for (const list of [channel.messages, channel.asides]) {
    const at = message === undefined ? -1 : list.indexOf(message);
    if (at !== -1) list.splice(at, 1);
  }
}
