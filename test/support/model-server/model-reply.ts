import { z } from 'zod';

/** Token counts as the Messages API reports them. */
const UsageSchema = z.object({
  input_tokens: z.number().int().default(1000),
  output_tokens: z.number().int().default(20),
  cache_read_input_tokens: z.number().int().default(0),
  cache_creation_input_tokens: z.number().int().default(0),
});

/** What the model says to one request. */
const SpeechSchema = z.object({
  text: z.string().optional(),
  /** Calls of the agent's own tools, by the names it offers: `Write`, `Edit`, `Read`, `Bash`. */
  tools: z.array(z.object({ name: z.string(), input: z.record(z.string(), z.unknown()) })).default([]),
  usage: UsageSchema.prefault({}),
  /** Milliseconds before the answer begins, for time to interrupt it. */
  delayMs: z.number().int().default(0),
  /** Milliseconds between the words of a streamed text; 0: each block in one piece. */
  wordMs: z.number().int().default(0),
});

/** What goes wrong instead. */
const FaultSchema = z.discriminatedUnion('fault', [
  /** An error answer; `type` as in the API: `rate_limit_error`, `overloaded_error`, `authentication_error`… */
  z.object({
    fault: z.literal('status'),
    status: z.number().int(),
    type: z.string(),
    message: z.string(),
    headers: z.record(z.string(), z.string()).default({}),
  }),
  /** The stream begins and is torn after some text. */
  z.object({ fault: z.literal('cut'), text: z.string().default('half a sen') }),
  /** The stream says a text, which agents show at once, begins another one, and stays open without an end. */
  z.object({
    fault: z.literal('stall'),
    text: z.string().default('A whole sentence.'),
    begun: z.string().default('half a sen'),
  }),
  /** The request is taken and never answered. */
  z.object({ fault: z.literal('hang') }),
  /** The connection is closed without an answer. */
  z.object({ fault: z.literal('refuse') }),
]);

export const ModelReplySchema = z.union([FaultSchema, SpeechSchema]);
/** As written in scripts: what is left out takes its default. */
export type ModelReplyInput = z.input<typeof ModelReplySchema>;
export type ModelFault = z.output<typeof FaultSchema>;
export type ModelSpeech = z.output<typeof SpeechSchema>;

const errorReply = (status: number, type: string, message: string, headers?: Record<string, string>) =>
  ({ fault: 'status', status, type, message, ...(headers ? { headers } : {}) }) as const;

/**
 * The answer to a subscription whose limit is used up until then (epoch seconds). Source: the headers that Claude Code
 * 2.1.328 reads; it looks at them only when it works with a login or an OAuth token, not with an API key.
 */
const usageLimited = (resetsAt: number) =>
  errorReply(429, 'rate_limit_error', "This request would exceed your account's rate limit.", {
    'anthropic-ratelimit-unified-status': 'rejected',
    'anthropic-ratelimit-unified-reset': String(resetsAt),
    'anthropic-ratelimit-unified-representative-claim': 'five_hour',
    'anthropic-ratelimit-unified-overage-status': 'rejected',
    'anthropic-ratelimit-unified-overage-disabled-reason': 'org_level_disabled',
  });

/** The errors that agents meet most, in the API's own words. */
export const faults = {
  rateLimited: (retryAfterSeconds?: number) =>
    errorReply(
      429,
      'rate_limit_error',
      "This request would exceed your account's rate limit. Please try again later.",
      retryAfterSeconds === undefined ? undefined : { 'retry-after': String(retryAfterSeconds) },
    ),
  usageLimited,
  overloaded: () => errorReply(529, 'overloaded_error', 'Overloaded'),
  unauthorized: () => errorReply(401, 'authentication_error', 'invalid x-api-key'),
  forbidden: () => errorReply(403, 'permission_error', 'Your API key does not have permission to use this.'),
  unknownModel: (model: string) => errorReply(404, 'not_found_error', `model: ${model}`),
  noCredit: () =>
    errorReply(400, 'invalid_request_error', 'Your credit balance is too low to access the Anthropic API.'),
  promptTooLong: () =>
    errorReply(400, 'invalid_request_error', 'prompt is too long: 215000 tokens > 200000 maximum'),
} as const;
