import { z } from 'zod';

/** Token counts as the Chat Completions API reports them. */
const UsageSchema = z.object({
  prompt_tokens: z.number().int().default(100),
  completion_tokens: z.number().int().default(20),
});

/** What the model says to one request. `json` is written as text; `text` is said as it stands. */
const SpeechSchema = z.object({
  text: z.string().optional(),
  json: z.unknown().optional(),
  usage: UsageSchema.prefault({}),
  /** Why it ended; null: it does not say. */
  finish: z.enum(['stop', 'length', 'content_filter']).nullable().default('stop'),
  /** Milliseconds before the answer begins. */
  delayMs: z.number().int().default(0),
  /** Milliseconds between the words of a streamed text. */
  wordMs: z.number().int().default(0),
});

/** What goes wrong instead. */
const FaultSchema = z.discriminatedUnion('fault', [
  /** An error answer with this body. */
  z.object({
    fault: z.literal('status'),
    status: z.number().int(),
    body: z.string(),
    headers: z.record(z.string(), z.string()).default({}),
  }),
  /** The request is taken and never answered. */
  z.object({ fault: z.literal('hang') }),
  /** The answer begins, and nothing follows; the connection stays open. */
  z.object({ fault: z.literal('stall'), text: z.string().default('half a sen') }),
  /** The connection is torn in the middle of the answer. */
  z.object({ fault: z.literal('cut'), text: z.string().default('half a sen') }),
  /** The connection is closed without an answer. */
  z.object({ fault: z.literal('refuse') }),
  /** A stream with lines between its words that are no chunks; without streaming, a body that is no JSON. */
  z.object({ fault: z.literal('bad-chunks'), text: z.string().default('Two whole words.') }),
  /** A stream that just stops: no finish reason, no `[DONE]`, the connection closed in order. */
  z.object({ fault: z.literal('no-end'), text: z.string().default('It seemed to be whole.') }),
  /** An answer under status 200 that turns out to be an error. */
  z.object({ fault: z.literal('error-inside'), message: z.string().default('the model has crashed') }),
  /** A well-formed answer without any choice. */
  z.object({ fault: z.literal('empty-choices') }),
]);

export const HelperReplySchema = z.union([FaultSchema, SpeechSchema]);
/** As written in scripts: what is left out takes its default. */
export type HelperReplyInput = z.input<typeof HelperReplySchema>;
export type HelperFault = z.output<typeof FaultSchema>;
export type HelperSpeech = z.output<typeof SpeechSchema>;

const errorReply = (status: number, message: string, headers: Record<string, string> = {}) =>
  ({ fault: 'status', status, body: JSON.stringify({ error: { message } }), headers }) as const;

/** The troubles that a client has to live with. */
export const helperFaults = {
  slow: (delayMs: number, text = 'At last.') => ({ text, delayMs }),
  hang: () => ({ fault: 'hang' }) as const,
  stall: () => ({ fault: 'stall' }) as const,
  cut: () => ({ fault: 'cut' }) as const,
  refuse: () => ({ fault: 'refuse' }) as const,
  /** `retryAfter`: seconds or an HTTP date, as the header has it. */
  rateLimited: (retryAfter?: string) =>
    errorReply(429, 'Rate limit reached', retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
  unavailable: () => errorReply(503, 'The server is not ready'),
  overloaded: () => errorReply(529, 'Overloaded'),
  unauthorized: () => errorReply(401, 'Incorrect API key provided'),
  /** An error whose body is much longer than anybody wants to read. */
  badRequest: (body = 'much too long. '.repeat(200)) =>
    ({ fault: 'status', status: 400, body, headers: {} }) as const,
  /** What backends say that do not know a JSON mode. */
  noJsonMode: (mode: 'json_schema' | 'json_object') =>
    errorReply(400, `response_format type '${mode}' is not supported`),
  badChunks: () => ({ fault: 'bad-chunks' }) as const,
  noEnd: () => ({ fault: 'no-end' }) as const,
  errorInside: () => ({ fault: 'error-inside' }) as const,
  emptyChoices: () => ({ fault: 'empty-choices' }) as const,
  emptyText: () => ({ text: '' }),
  prose: () => ({ text: 'I would be glad to help you with that! What exactly do you need?' }),
  fenced: (value: unknown) => ({
    text: `Here it is:\n\n\`\`\`json\n${JSON.stringify(value, undefined, 2)}\n\`\`\`\n\nAnything else?`,
  }),
  wrongShape: () => ({ json: { quite: 'another thing' } }),
} satisfies Record<string, (...args: never[]) => HelperReplyInput>;
