import type { App } from '@slack/bolt';
import { toError } from '../../../../src/domain/errors.ts';
import { track, type SlackState } from '../slack-state.ts';
import { type Headers, verifySignature } from '../verify.ts';
import { BodySchema, deliver, type Delivery } from './deliver.ts';

/** A request to `POST /slack/events` with the bytes exactly as they came. */
export interface SlackHttpRequest {
  readonly headers: Headers;
  readonly rawBody: Buffer;
}
export interface SlackHttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
export type SlackHttpHandler = (request: SlackHttpRequest) => Promise<SlackHttpAnswer>;

/** Bytes. Slack's own payloads are far smaller. */
const bodyLimit = 1024 * 1024;

/**
 * Answers one request: size and signature first, on the raw bytes; only then is the body read. The answer to an
 * event or command goes out when what it asks is durable; 500 makes Slack deliver an event again.
 */
export function httpHandler(slack: SlackState, app: App, signingSecret: string): SlackHttpHandler {
  return async ({ headers, rawBody }) => {
    if (rawBody.length > bodyLimit) return refuse(slack, 413, 'the body is too large');
    const verdict = verifySignature(signingSecret, headers, rawBody, slack.options.clock.now());
    if (!verdict.ok) return refuse(slack, 401, verdict.reason);
    const body = parseBody(headers['content-type'], rawBody.toString('utf8'));
    if (body === undefined) return refuse(slack, 400, 'the body cannot be read');
    if (body['ssl_check'] === '1') return plain(200, '');
    if (body['type'] === 'url_verification')
      return plain(200, typeof body['challenge'] === 'string' ? body['challenge'] : '');
    if (slack.phase === 'stopping') return plain(503, '');
    return await answer(slack, app, { body, ...retryOf(headers) });
  };
}

/** What Slack says about repeats: `X-Slack-Retry-Num` counts from 1. */
function retryOf(headers: Headers): Omit<Delivery, 'body'> {
  const number = Number(headers['x-slack-retry-num']);
  const reason = headers['x-slack-retry-reason'];
  return {
    ...(Number.isInteger(number) ? { retryNum: number } : {}),
    ...(typeof reason === 'string' ? { retryReason: reason } : {}),
  };
}

/** Resolves at the confirmation; what comes after it (a late answer) goes on and is waited for by `stop`. */
async function answer(slack: SlackState, app: App, delivery: Delivery): Promise<SlackHttpAnswer> {
  const { promise, resolve } = Promise.withResolvers<SlackHttpAnswer>();
  const work = deliver(app, delivery, async (payload) => resolve(confirmation(payload))).catch(
    (error: unknown) => {
      slack.logger.error({ err: toError(error) }, 'a request from Slack failed');
      resolve(plain(500, ''));
    },
  );
  track(slack, work);
  return await promise;
}

function confirmation(payload: unknown): SlackHttpAnswer {
  if (payload === undefined) return plain(200, '');
  if (typeof payload === 'string') return plain(200, payload);
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(payload),
  };
}

function refuse(slack: SlackState, status: number, reason: string): SlackHttpAnswer {
  slack.logger.warn({ status, reason }, 'a request to the Slack endpoint was refused');
  return plain(status, '', { 'x-slack-no-retry': '1' });
}

const plain = (status: number, body: string, more: Record<string, string> = {}): SlackHttpAnswer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', ...more },
  body,
});

/** Events are JSON, commands are forms, interactive payloads are JSON in a form's field. */
function parseBody(contentType: Headers[string], text: string): Record<string, unknown> | undefined {
  const isForm =
    typeof contentType === 'string' && contentType.startsWith('application/x-www-form-urlencoded');
  if (!isForm) return parseJson(text);
  const form = Object.fromEntries(new URLSearchParams(text));
  return form['payload'] === undefined ? form : parseJson(form['payload']);
}

function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    return BodySchema.safeParse(JSON.parse(text)).data;
  } catch {
    // Not JSON: the caller answers 400, which is all there is to say about it.
    return undefined;
  }
}
