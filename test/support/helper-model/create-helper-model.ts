import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { HelperReplySchema, type HelperReplyInput } from './helper-reply.ts';
import { writeFault, writeJson, writeSpeech } from './write-reply.ts';

/** A request as the model got it. */
export interface HelperModelRequest {
  readonly path: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  /** The body, byte for byte as text. */
  readonly raw: string;
  readonly body: HelperModelBody;
}

const HelperModelBodySchema = z.looseObject({
  model: z.string().default('local-model'),
  stream: z.boolean().default(false),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })).default([]),
  response_format: z.looseObject({ type: z.string() }).optional(),
});
type HelperModelBody = z.infer<typeof HelperModelBodySchema>;

/** Either one reply per request in order (the last is repeated), or a function of the request, which may take its time. */
export type HelperScript =
  | readonly HelperReplyInput[]
  | ((request: HelperModelRequest) => HelperReplyInput | Promise<HelperReplyInput>);

export interface HelperModel {
  /** What goes into `LOCAL_LLM_URL`: the address with `/v1`. */
  readonly url: string;
  /** Every request for a completion so far, oldest first. */
  readonly requests: HelperModelRequest[];
  /** Replaces the script; a list starts again at its first reply. */
  play(script: HelperScript): void;
  close(): Promise<void>;
}

interface State {
  readonly requests: HelperModelRequest[];
  script: HelperScript;
  played: number;
}

/**
 * A small model behind the OpenAI protocol (`POST …/chat/completions`, streamed or not) on a free port of the loopback
 * interface. It says what a script says; `helperFaults` in `helper-reply.ts` has the troubles.
 */
export async function createHelperModel(script: HelperScript = []): Promise<HelperModel> {
  const state: State = { requests: [], script, played: 0 };
  const server = createServer((request, response) => {
    answer(state, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server)}/v1`,
    requests: state.requests,
    play: (next) => {
      state.script = next;
      state.played = 0;
    },
    close: () => closeServer(server),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return address.port;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function answer(state: State, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = incoming.url ?? '/';
  const path = new URL(url, 'http://model').pathname;
  const raw = await readBody(incoming);
  if (incoming.method !== 'POST' || !path.endsWith('/chat/completions'))
    return writeJson(response, 404, { error: { message: `there is no ${path}` } });
  const body = HelperModelBodySchema.parse(JSON.parse(raw));
  const request = { path, url, headers: incoming.headers, raw, body };
  state.requests.push(request);
  const context = { id: `chat-${state.requests.length}`, model: body.model, stream: body.stream };
  const reply = HelperReplySchema.parse(await nextReply(state, request));
  if ('fault' in reply) return writeFault(response, reply, context);
  if (reply.delayMs > 0) await sleep(reply.delayMs);
  await writeSpeech(response, reply, context);
}

function nextReply(state: State, request: HelperModelRequest): HelperReplyInput | Promise<HelperReplyInput> {
  if (typeof state.script === 'function') return state.script(request);
  const reply = state.script[Math.min(state.played, state.script.length - 1)];
  state.played += 1;
  return reply ?? { text: 'Fine.' };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
