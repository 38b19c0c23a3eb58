import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { ModelReplyInput } from './model-reply.ts';
import { ModelReplySchema } from './model-reply.ts';
import { writeFault, writeJson, writeSpeech } from './write-answer.ts';

/** A request as the model got it. */
export interface ModelRequest {
  readonly headers: IncomingMessage['headers'];
  /** The body, byte for byte as text. */
  readonly raw: string;
  readonly body: ModelRequestBody;
  /** A small request of the agent's own (a title, a probe): it offers no tools and takes no turn of the script. */
  readonly side: boolean;
}

const ModelRequestBodySchema = z.looseObject({
  model: z.string().default('local-model'),
  stream: z.boolean().default(false),
  messages: z.array(z.unknown()).default([]),
  tools: z.array(z.looseObject({ name: z.string().optional() })).default([]),
});
type ModelRequestBody = z.infer<typeof ModelRequestBodySchema>;

/** Either one reply per request in order (the last is repeated), or a function of the request, which may take its time. */
export type ModelScript =
  | readonly ModelReplyInput[]
  | ((request: ModelRequest) => ModelReplyInput | Promise<ModelReplyInput>);

export interface ModelServer {
  readonly url: string;
  /** Every `POST /v1/messages` so far, oldest first. */
  readonly requests: ModelRequest[];
  /** Replaces the script; a list starts again at its first reply. */
  play(script: ModelScript): void;
  close(): Promise<void>;
}

interface State {
  readonly requests: ModelRequest[];
  script: ModelScript;
  played: number;
}

/** A model behind Anthropic's Messages API on a free port of the loopback interface. It answers what a script says. */
export async function createModelServer(script: ModelScript = []): Promise<ModelServer> {
  const state: State = { requests: [], script, played: 0 };
  const server = createServer((request, response) => {
    answer(state, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
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

async function answer(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://model').pathname;
  const raw = await readBody(request);
  if (request.method === 'POST' && path === '/v1/messages')
    return answerMessage(state, request, raw, response);
  if (request.method === 'POST' && path === '/v1/messages/count_tokens') {
    return writeJson(response, 200, { input_tokens: Math.ceil(raw.length / 4) });
  }
  if (request.method === 'HEAD' || request.method === 'GET') return writeJson(response, 200, {});
  writeJson(response, 404, { type: 'error', error: { type: 'not_found_error', message: path } });
}

async function answerMessage(
  state: State,
  incoming: IncomingMessage,
  raw: string,
  response: ServerResponse,
): Promise<void> {
  const body = ModelRequestBodySchema.parse(JSON.parse(raw));
  const request = { headers: incoming.headers, raw, body, side: body.tools.length === 0 };
  state.requests.push(request);
  const reply = ModelReplySchema.parse(request.side ? { text: 'ok' } : await nextReply(state, request));
  const context = { id: `local${state.requests.length}`, model: body.model, stream: body.stream };
  if ('fault' in reply) return writeFault(response, reply, context);
  if (reply.delayMs > 0) await sleep(reply.delayMs);
  await writeSpeech(response, reply, context);
}

function nextReply(state: State, request: ModelRequest): ModelReplyInput | Promise<ModelReplyInput> {
  if (typeof state.script === 'function') return state.script(request);
  const reply = state.script[Math.min(state.played, state.script.length - 1)];
  state.played += 1;
  return reply ?? { text: 'Done.' };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
