import { webApi } from '@slack/bolt';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { toError } from '../../../src/domain/errors.ts';
import { boltLogger } from '../../../adapters/chat/slack/bolt-logger.ts';
import { createSilentLogger } from '../../support/core/silent-logger.ts';
import { addChannel, type EmulatorState } from '../../support/slack-emulator/emulator-state.ts';
import { startSlackEmulator } from '../../support/slack-emulator/start-slack-emulator.ts';

/** An app that answers what it is told to, and remembers what it was sent. */
interface App {
  readonly endpoint: string;
  readonly got: Record<string, unknown>[];
  answer: (payload: Record<string, unknown>) => unknown;
}

/** The emulator, Slack's own client, and an app at an endpoint. Everything ends with the test. */
export async function openEmulator(): Promise<{
  readonly state: EmulatorState;
  readonly apiUrl: string;
  readonly client: webApi.WebClient;
  readonly app: App;
}> {
  const { state, apiUrl, close } = await startSlackEmulator();
  addChannel(state, 'C1');
  const client = new webApi.WebClient(state.botToken, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: boltLogger(createSilentLogger()),
  });
  const { app, server } = await openApp();
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await close();
  });
  return { state, apiUrl, client, app };
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

async function openApp(): Promise<{ app: App; server: Server }> {
  const app: Mutable<App> = { endpoint: '', got: [], answer: () => undefined };
  const server = createServer((request, response) => {
    const answered = async () => {
      const payload = payloadOf((await buffer(request)).toString('utf8'));
      app.got.push(payload);
      const answer = await app.answer(payload);
      response.end(answer === undefined ? '' : JSON.stringify(answer));
    };
    answered().catch((error: unknown) => response.destroy(toError(error)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  app.endpoint = `http://127.0.0.1:${port}/slack/events`;
  return { app, server };
}

function payloadOf(body: string): Record<string, unknown> {
  if (body.startsWith('{')) return JSON.parse(body);
  const form = Object.fromEntries(new URLSearchParams(body));
  return form['payload'] === undefined ? form : JSON.parse(form['payload']);
}

/** Slack's error code, or `ok`. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'ok';
  } catch (error) {
    if (error instanceof webApi.WebAPIPlatformError) return error.data.error;
    if (error instanceof webApi.WebAPIRateLimitedError) return `429 ${error.retryAfter}`;
    throw error;
  }
}

/** The rules that were broken, in order. */
export const brokenIn = (state: EmulatorState): readonly string[] => state.violations.map(({ rule }) => rule);

/** chat.postMessage, without links that unfurl. */
export const post = (client: webApi.WebClient, message: object) =>
  // eslint-disable-next-line unicorn/require-post-message-target-origin -- Slack's method, not the window's
  client.chat.postMessage({ channel: 'C1', text: 'x', unfurl_links: false, ...message });
