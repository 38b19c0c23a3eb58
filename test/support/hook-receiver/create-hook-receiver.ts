import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** A delivery as the receiver got it. */
export interface Delivery {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** The body, byte for byte as text. */
  readonly raw: string;
}

/** What the receiver does with the next delivery. */
export interface ReceiverReply {
  /** 204 when absent. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly delayMs?: number;
  /** `hang`: no answer at all; `reset`: the connection breaks once all was received; `flood`: an answer without end. */
  readonly fault?: 'hang' | 'reset' | 'flood';
}

export interface HookReceiver {
  /** Address with a path. */
  readonly url: string;
  /** Every delivery that was received whole, oldest first. */
  readonly deliveries: Delivery[];
  /** Replies of the next deliveries in order; when they are used up the answer is 204. */
  readonly script: ReceiverReply[];
  /** Bytes that the last flood got rid of before the other side hung up. */
  floodedBytes(): number;
  close(): Promise<void>;
}

interface State {
  readonly deliveries: Delivery[];
  readonly script: ReceiverReply[];
  flooded: number;
}

/** Whoever is told by a webhook, on a free port of the loopback interface, with every trouble a receiver can be. */
export async function createHookReceiver(): Promise<HookReceiver> {
  const state: State = { deliveries: [], script: [], flooded: 0 };
  const server = createServer((request, response) => {
    receive(state, request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server)}/told`,
    deliveries: state.deliveries,
    script: state.script,
    floodedBytes: () => state.flooded,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return address.port;
}

async function receive(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const raw = Buffer.concat(chunks).toString('utf8');
  const { method = '', url = '', headers } = request;
  state.deliveries.push({ method, path: url, headers, raw });
  const reply = state.script.shift() ?? {};
  if (reply.delayMs !== undefined) await sleep(reply.delayMs);
  if (reply.fault === 'hang') return;
  if (reply.fault === 'reset') return void request.socket.resetAndDestroy();
  response.writeHead(reply.status ?? 204, reply.headers);
  if (reply.fault === 'flood') return flood(state, response);
  response.end(reply.body);
}

/** Writes until the other side has had enough. */
async function flood(state: State, response: ServerResponse): Promise<void> {
  const chunk = Buffer.alloc(16 * 1024, 'x');
  state.flooded = 0;
  // Whoever hangs up breaks the connection: that is no fault of ours.
  response.on('error', () => response.destroy());
  while (!response.destroyed && state.flooded < 64 * 1024 * 1024) {
    response.write(chunk);
    state.flooded += chunk.length;
    await sleep(1);
  }
}
