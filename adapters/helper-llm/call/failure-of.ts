import { APIError } from 'openai';
import { toError } from '../../../src/domain/errors.ts';
import { noUsage } from '../../../src/domain/turn.ts';
import type { CallFailure } from './call-result.ts';
import { retryAfterMs } from './retry-after.ts';

/** The most of an error's body that people are shown, in characters. */
const longestBody = 500;

/** Statuses that say “not now”; 529 is Anthropic's “overloaded”. */
const busy: ReadonlySet<number> = new Set([429, 503, 529]);
/** Statuses with which backends refuse a field that they do not know. */
const refusals: ReadonlySet<number> = new Set([400, 404, 415, 422, 500, 501]);
const aboutForm =
  /response_format|json[ _]?schema|json[ _]?object|json mode|structured output|grammar|stream_options|include_usage/i;

/** Why a request failed, out of whatever was thrown. Only the caller knows whether it ran out of time. */
export function failureOf(thrown: unknown, redact: (text: string) => string, now: number): CallFailure {
  if (!(thrown instanceof APIError) || typeof thrown.status !== 'number')
    return failure('refused', `the model cannot be reached: ${redact(rootCause(thrown))}`);
  const body = bodyOf(thrown);
  const message = `the model answered ${thrown.status}: ${oneLine(redact(body))}`;
  if (busy.has(thrown.status) || /overloaded/i.test(body)) {
    const wait = retryAfterMs(thrown.headers?.get('retry-after'), now);
    return { ...failure('busy', message), ...(wait === undefined ? {} : { retryAfterMs: wait }) };
  }
  return failure(refusals.has(thrown.status) && aboutForm.test(body) ? 'unfit' : 'refused', message);
}

export const failure = (kind: CallFailure['kind'], message: string, usage = noUsage): CallFailure => ({
  ok: false,
  kind,
  message,
  usage,
});

/** The library puts the status before what the body says. */
const bodyOf = (error: APIError): string =>
  error.message.startsWith(`${error.status} `)
    ? error.message.slice(`${error.status} `.length)
    : error.message;

/** On one line, shortened without cutting a letter in two. */
function oneLine(text: string): string {
  const letters = Array.from(text.replaceAll(/\s+/g, ' ').trim());
  return letters.length <= longestBody ? letters.join('') : `${letters.slice(0, longestBody - 1).join('')}…`;
}

/** “fetch failed” says nothing; what lies under it does (`connect ECONNREFUSED 127.0.0.1:1`). */
function rootCause(thrown: unknown): string {
  const error = toError(thrown);
  return error.cause instanceof Error ? rootCause(error.cause) : oneLine(error.message);
}
