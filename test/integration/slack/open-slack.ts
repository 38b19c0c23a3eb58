import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { createSlack, type SlackConnection } from '../../../adapters/chat/slack/create-slack.ts';
import type { SlackOptions } from '../../../adapters/chat/slack/slack-state.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { systemRandom } from '../../../adapters/system/system-random.ts';
import { toError } from '../../../src/domain/errors.ts';
import type { InboundMessage, VerbAnswer } from '../../../src/domain/verb.ts';
import type { Logger } from '../../../src/ports/logger.ts';
import { addChannel, type EmulatorState } from '../../support/slack-emulator/emulator-state.ts';
import { startSlackEmulator } from '../../support/slack-emulator/start-slack-emulator.ts';

/** A Slack emulator and drover's Slack side, connected, with an intake that only remembers. */
export interface OpenSlack {
  readonly state: EmulatorState;
  readonly apiUrl: string;
  readonly slack: SlackConnection;
  /** Address of `POST /slack/events`. */
  readonly endpoint: string;
  readonly asked: InboundMessage[];
  readonly log: string[];
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly mode: 'http' | 'socket';
  readonly start?: boolean;
  readonly intake?: SlackOptions['intake'];
  readonly options?: Partial<SlackOptions>;
}

/** The answer of an intake that took the request. */
export const recorded = (line: string): VerbAnswer => ({
  ok: true,
  content: { tone: 'good', title: 'Recorded', blocks: [{ type: 'text', spans: [line] }] },
});

export const lineOf = (message: InboundMessage): string =>
  message.request.form === 'line' ? message.request.line : message.request.form;

export async function openSlack({ mode, start = true, intake, options }: OpenOptions): Promise<OpenSlack> {
  const { state, apiUrl, close: closeEmulator } = await startSlackEmulator();
  addChannel(state, 'C1');
  addChannel(state, 'C2');
  const asked: InboundMessage[] = [];
  const log: string[] = [];
  const slack = createSlack({
    botToken: state.botToken,
    ...(mode === 'http' ? { signingSecret: state.signingSecret } : { appToken: state.appToken }),
    apiUrl,
    clock: systemClock,
    random: systemRandom,
    logger: collecting(log),
    intake: async (message) => {
      asked.push(message);
      return await (intake?.(message) ?? recorded(lineOf(message)));
    },
    ...options,
    timing: { callMs: 2000, retryMs: 20, retryMaxMs: 100, drainMs: 2000, ...options?.timing },
  });
  const server = serve(slack);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  if (start) await slack.start(AbortSignal.timeout(10_000));
  return {
    state,
    apiUrl,
    slack,
    endpoint: `http://127.0.0.1:${portOf(server)}/slack/events`,
    asked,
    log,
    close: async () => {
      await slack.stop();
      server.closeAllConnections();
      server.close();
      await closeEmulator();
    },
  };
}

/** As drover's own HTTP server does it: raw bytes in, status and body out. */
const serve = (slack: SlackConnection): Server =>
  createServer((request, response) => {
    answer(slack, request, response).catch((error: unknown) => response.destroy(toError(error)));
  });

async function answer(
  slack: SlackConnection,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const rawBody = await buffer(request);
  const given = await slack.httpHandler?.({ headers: request.headers, rawBody });
  response.statusCode = given?.status ?? 404;
  for (const [name, value] of Object.entries(given?.headers ?? {})) response.setHeader(name, value);
  response.end(given?.body);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

function collecting(lines: string[]): Logger {
  const write = (fields: object, message: string) => void lines.push(`${message} ${inspectable(fields)}`);
  const logger: Logger = { debug: write, info: write, warn: write, error: write, child: () => logger };
  return logger;
}

const inspectable = (fields: object): string =>
  JSON.stringify(fields, (_, value: unknown) =>
    value instanceof Error ? (value.stack ?? value.message) : value,
  );

/** Waits until something is true; fails after five seconds with what was waited for. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}
