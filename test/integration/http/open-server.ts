import { request } from 'node:http';
import { createHttpServer } from '../../../adapters/http/create-http-server.ts';
import type { HttpServerOptions } from '../../../adapters/http/http-options.ts';
import type { Reader } from '../../../adapters/http/reader.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { systemRandom } from '../../../adapters/system/system-random.ts';
import type { EventRecord } from '../../../src/domain/event-record.ts';
import { goalIdOf, type GoalId } from '../../../src/domain/ids.ts';
import type { InboundMessage } from '../../../src/domain/verb.ts';
import { createLogger } from '../../../src/log/create-logger.ts';
import { createRedactor } from '../../../src/log/redact.ts';

export const token = 'a-token-for-tests';
export const secret = 'correct-horse-battery';

/** Goals and events in memory, with the semantics of `Reader`. */
export function createMemoryReader(): Reader & {
  add(goal: GoalId, type?: EventRecord['type'], data?: object): void;
} {
  const all: EventRecord[] = [];
  const listeners = new Set<() => void>();
  const of = (goal: GoalId) => all.filter((event) => event.goal === goal);
  return {
    goals: async ({ all: old }) => [
      { handle: goalIdOf(2), state: 'running', phase: 'turn', project: 'app' },
      ...(old ? [{ handle: goalIdOf(1), state: 'done', project: 'app' } as const] : []),
    ],
    goal: async (handle) =>
      of(handle).length > 0 ? { handle, state: 'running', note: `has ${secret}` } : undefined,
    events: async (handle, after, limit) =>
      of(handle).length === 0
        ? undefined
        : of(handle)
            .filter((event) => event.seq > after)
            .slice(0, limit),
    eventsSince: async (cursor, limit) => {
      const events = all.slice(cursor, cursor + limit);
      return { events, cursor: cursor + events.length };
    },
    onCommit: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add: (goal, type = 'progress', data = {}) => {
      all.push({ seq: of(goal).length + 1, at: 1, goal, run: 1, type, data: { ...data } });
      for (const listener of listeners) listener();
    },
  };
}

export interface OpenServer {
  readonly url: string;
  readonly reader: ReturnType<typeof createMemoryReader>;
  readonly asked: InboundMessage[];
  readonly log: string[];
  readonly stop: () => Promise<void>;
  /** A request to the API with the right token. */
  readonly api: (
    path: string,
    init?: Omit<RequestInit, 'headers'> & { readonly headers?: Record<string, string> },
  ) => Promise<Response>;
}

/** A real server on a free port of the loopback. */
export async function openServer(over: Partial<HttpServerOptions> = {}): Promise<OpenServer> {
  const asked: InboundMessage[] = [];
  const log: string[] = [];
  const reader = createMemoryReader();
  const server = createHttpServer({
    host: '127.0.0.1',
    port: 0,
    token,
    intake: async (message) => {
      asked.push(message);
      return {
        ok: true,
        goal: goalIdOf(7),
        content: { tone: 'good', title: 'Stored', blocks: [] },
        data: { n: 1 },
      };
    },
    reader,
    place: { platform: 'console', workspace: 'local', channel: 'terminal' },
    readiness: async () => [{ name: 'store', ok: true, reason: 'writable' }],
    renderText: (content) => content.title,
    redact: createRedactor([secret]),
    clock: systemClock,
    random: systemRandom,
    logger: createLogger({
      level: 'debug',
      pretty: false,
      secrets: [token],
      destination: { write: (text: string) => log.push(text) },
    }),
    ...over,
  });
  const { url } = await server.start();
  const api: OpenServer['api'] = (path, init = {}) =>
    fetch(`${url}/api${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
  return { url, reader, asked, log, stop: () => server.stop(), api };
}

/** A request exactly as given: `fetch` tidies paths and forbids the Host header. */
export function rawRequest(
  url: string,
  path: string,
  options: {
    readonly method?: string;
    readonly headers?: Record<string, string>;
    readonly body?: string;
  } = {},
): Promise<{ readonly status: number; readonly body: string }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, path, method: options.method ?? 'GET', headers: options.headers },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString() }),
        );
        answer.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(options.body);
  });
}
