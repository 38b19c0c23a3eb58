import type { Usage } from '../../../src/domain/turn.ts';
import type { CallResult } from '../call/call-result.ts';
import { failure } from '../call/failure-of.ts';
import type { Said } from './completion.ts';

/** What was heard of an answer until it was over. */
export interface Heard extends Said {
  readonly usage: Usage;
  /** Whether the end was an end. */
  readonly whole: boolean;
}

/** The text of an answer, or what is wrong with it. */
export function resultOf(heard: Heard): CallResult {
  const { error, usage, model } = heard;
  if (error !== undefined) return errorInside(error, usage);
  const text = withoutThoughts(heard.text).trim();
  const problem = problemWith({ ...heard, text });
  if (problem !== undefined) return failure('malformed', problem, usage);
  return { ok: true, text, usage, ...(model === undefined ? {} : { model }) };
}

function problemWith({ text, finish, whole }: Heard): string | undefined {
  if (!whole) return 'the answer broke off: its stream has no end mark';
  if (finish === 'length') return 'the answer was cut off at the model’s limit';
  if (finish === 'content_filter') return 'the answer was held back by the provider’s filter';
  return text === '' ? 'the answer is empty' : undefined;
}

/** Local reasoning models think aloud before they answer; the thoughts are no answer. */
const withoutThoughts = (text: string): string =>
  text.replace(/^\s*<think(?:ing)?>[\s\S]*?(?:<\/think(?:ing)?>|$)/, '');

function errorInside(error: unknown, usage: Usage): CallResult {
  const words = JSON.stringify(error).slice(0, 500);
  return failure(
    /overloaded/i.test(words) ? 'busy' : 'refused',
    `the model reports an error: ${words}`,
    usage,
  );
}
