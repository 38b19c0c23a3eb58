import { createHmac } from 'node:crypto';
import { createServer } from 'node:net';
import { beforeEach, afterEach, expect, test } from 'vitest';
import { createHookOutlets } from '../../../adapters/hooks/create-hook-outlets.ts';
import type { HookOutlets, WebhookCall } from '../../../src/ports/hooks/hook-outlets.ts';
import { createRedactor } from '../../../src/log/redact.ts';
import { createSilentLogger } from '../../support/core/silent-logger.ts';
import { createHookReceiver, type HookReceiver } from '../../support/hook-receiver/create-hook-receiver.ts';

const never = new AbortController().signal;
let receiver: HookReceiver;
let outlets: HookOutlets;

const outletsWith = (actMs?: number): HookOutlets =>
  createHookOutlets({
    redact: createRedactor(['hunter2-hunter2']),
    logger: createSilentLogger(),
    ...(actMs === undefined ? {} : { actMs }),
  });

beforeEach(async () => {
  receiver = await createHookReceiver();
  outlets = outletsWith();
});
afterEach(() => receiver.close());

const call = (more: Partial<WebhookCall> = {}): WebhookCall => ({
  key: 'hook/G-1/1/done/2/H-1',
  event: 'goal.done',
  body: '{"event":"goal.done","title":"naïve"}',
  url: receiver.url,
  ...more,
});

test('the body arrives as it is, named after the act and signed with the secret', async () => {
  const sent = call({ secret: 's3cret-value' });
  expect(await outlets.webhook(sent, never)).toEqual({ is: 'done', note: 'answered 204' });
  const [delivery] = receiver.deliveries;
  expect(delivery).toMatchObject({
    method: 'POST',
    path: '/told',
    raw: sent.body,
    headers: {
      'content-type': 'application/json',
      'x-drover-event': 'goal.done',
      'x-drover-delivery': 'hook/G-1/1/done/2/H-1',
      'x-drover-signature-256': `sha256=${createHmac('sha256', 's3cret-value')
        .update(delivery?.raw ?? '')
        .digest('hex')}`,
    },
  });
});

test('without a secret nothing pretends to be a signature, and known secrets do not leave', async () => {
  await outlets.webhook(call({ body: '{"text":"it said hunter2-hunter2"}' }), never);
  expect(receiver.deliveries[0]?.headers).not.toHaveProperty('x-drover-signature-256');
  expect(receiver.deliveries[0]?.raw).toBe('{"text":"it said [redacted]"}');
});

test.each([
  [{ status: 500 }, { is: 'failed', note: 'answered 500' }],
  [{ status: 404 }, { is: 'failed', note: 'answered 404' }],
  [{ status: 503 }, { is: 'not-done', note: 'answered 503' }],
  [
    { status: 429, headers: { 'retry-after': '7' } },
    { is: 'not-done', note: 'answered 429', retryAfterMs: 7000 },
  ],
  [{ fault: 'reset' as const }, { is: 'unknown', note: expect.stringContaining('may have arrived') }],
])('the answer %o means %o', async (reply, outcome) => {
  receiver.script.push(reply);
  expect(await outlets.webhook(call(), never)).toEqual(outcome);
  expect(receiver.deliveries).toHaveLength(1);
});

test('a redirect is not followed, wherever it leads', async () => {
  const other = await createHookReceiver();
  receiver.script.push({ status: 307, headers: { location: other.url } });
  expect(await outlets.webhook(call(), never)).toEqual({
    is: 'failed',
    note: 'answered 307: redirects are not followed',
  });
  expect(other.deliveries).toEqual([]);
  await other.close();
});

test('who does not answer in time may have got it', async () => {
  receiver.script.push({ fault: 'hang' });
  expect(await outletsWith(200).webhook(call(), never)).toEqual({
    is: 'unknown',
    note: expect.stringContaining('it may have arrived'),
  });
  expect(receiver.deliveries).toHaveLength(1);
});

test('an answer without end is not read to its end', async () => {
  receiver.script.push({ status: 200, fault: 'flood' });
  expect(await outlets.webhook(call(), never)).toMatchObject({ is: 'done' });
  await expect.poll(() => receiver.floodedBytes(), { timeout: 5000 }).toBeGreaterThan(0);
  const seen = () => receiver.floodedBytes();
  let last = -1;
  await expect
    .poll(
      () => {
        const stands = seen() === last;
        last = seen();
        return stands;
      },
      { timeout: 5000, interval: 200 },
    )
    .toBe(true);
  expect(seen()).toBeLessThan(32 * 1024 * 1024);
});

test('where nobody listens certainly nothing was done', async () => {
  const gone = createServer();
  await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
  const address = gone.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  await new Promise<void>((resolve) => void gone.close(() => resolve()));
  expect(await outlets.webhook(call({ url: `http://127.0.0.1:${port}/x` }), never)).toEqual({
    is: 'not-done',
    note: 'not reached (ECONNREFUSED)',
  });
});

test.each(['http://example.org/x', 'https://user:hunter2@example.org/x', 'ftp://example.org/x', 'nonsense'])(
  '%s is not called, and not repeated in words',
  async (url) => {
    const outcome = await outlets.webhook(call({ url }), never);
    expect(outcome).toMatchObject({ is: 'failed', note: expect.stringContaining('the webhook’s address') });
    expect(JSON.stringify(outcome)).not.toContain('hunter2');
  },
);

test('drover that goes away breaks the call off', async () => {
  receiver.script.push({ fault: 'hang' });
  const leaving = new AbortController();
  const over = outlets.webhook(call(), leaving.signal);
  await expect.poll(() => receiver.deliveries.length, { timeout: 5000 }).toBe(1);
  leaving.abort('shutdown');
  await expect(over).rejects.toBe('shutdown');
});
