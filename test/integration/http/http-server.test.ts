import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HttpServerOptions, RawRequest } from '../../../adapters/http/http-options.ts';
import { DroverError } from '../../../src/domain/errors.ts';
import { goalIdOf } from '../../../src/domain/ids.ts';
import { createFakeClock } from '../../support/core/fake-clock.ts';
import { openServer, rawRequest, secret, type OpenServer } from './open-server.ts';

let server: OpenServer;
const reopen = async (over: Partial<HttpServerOptions>) => {
  await server.stop();
  server = await openServer(over);
};
beforeEach(async () => {
  server = await openServer();
});
afterEach(() => server.stop());

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  server.api(path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });

describe('health', () => {
  it('says that the process is alive, without a token', async () => {
    const answer = await fetch(`${server.url}/healthz`);
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true }]);
  });

  it('is ready when everything is, and says which is not and why', async () => {
    const ready = await fetch(`${server.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { ok: true, dependencies: [{ name: 'store', ok: true, reason: 'writable' }] },
    ]);
    await reopen({
      readiness: async () => [
        { name: 'store', ok: true, reason: 'writable' },
        { name: 'slack', ok: false, reason: `invalid_auth ${secret}` },
      ],
    });
    const broken = await fetch(`${server.url}/readyz`);
    expect(broken.status).toBe(503);
    expect(await broken.json()).toMatchObject({
      ok: false,
      dependencies: [{ ok: true }, { name: 'slack', ok: false, reason: 'invalid_auth [redacted]' }],
    });
  });

  it('answers 404 with a JSON body for what is not there, metrics included', async () => {
    const answers = await Promise.all(['/', '/metrics', '/nowhere'].map((path) => fetch(server.url + path)));
    expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404]);
    expect(await answers[1]?.json()).toMatchObject({ ok: false, code: 'BAD_REQUEST' });
  });
});

describe('goals and events as JSON', () => {
  it('lists open goals, and all with ?all=1', async () => {
    expect(await (await server.api('/goals')).json()).toEqual({
      goals: [{ handle: 'G-2', state: 'running', phase: 'turn', project: 'app' }],
    });
    expect(await (await server.api('/goals?all=1')).json()).toMatchObject({ goals: [{}, { handle: 'G-1' }] });
  });

  it('shows one goal under any spelling of its handle, redacted', async () => {
    server.reader.add(goalIdOf(3));
    const answers = await Promise.all(
      ['G-3', 'g-3', '3'].map(async (handle) => (await server.api(`/goals/${handle}`)).json()),
    );
    expect(answers).toEqual(
      Array.from({ length: 3 }, () => ({ handle: 'G-3', state: 'running', note: 'has [redacted]' })),
    );
  });

  it.each(['/goals/G-99', '/goals/nonsense', '/goals/G-99/events', '/goals/..%2fx'])(
    'knows no %s',
    async (path) => {
      const answer = await server.api(path);
      expect([answer.status, await answer.json()]).toMatchObject([
        404,
        { ok: false, code: 'GOAL_NOT_FOUND' },
      ]);
    },
  );

  it('pages through events by cursor', async () => {
    for (const type of ['goal.started', 'progress', 'goal.completed'] as const)
      server.reader.add(goalIdOf(3), type);
    const first = await (await server.api('/goals/G-3/events?after=1')).json();
    const none = await (await server.api('/goals/G-3/events?after=3')).json();
    const every = await (await server.api('/api/events'.slice(4))).json();
    expect(first).toMatchObject({ events: [{ seq: 2 }, { seq: 3, type: 'goal.completed' }], cursor: 3 });
    expect(none).toEqual({ events: [], cursor: 3 });
    expect(every).toMatchObject({ events: [{ seq: 1 }, { seq: 2 }, { seq: 3 }], cursor: 3 });
  });

  it.each(['x', '-1', '1.5', '99999999999999999999'])('refuses the cursor %s', async (after) => {
    const answer = await server.api(`/events?after=${after}`);
    expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'BAD_REQUEST' }]);
  });
});

describe('verbs', () => {
  it('are handed to the intake as the local operator and answered when it is done', async () => {
    const answer = await post(
      '/verbs/run',
      { text: 'fix it', flags: { turns: 3 }, actor: 'ann' },
      { 'idempotency-key': 'k1' },
    );
    expect([answer.status, await answer.json()]).toEqual([
      200,
      {
        ok: true,
        goal: 'G-7',
        text: 'Stored',
        data: { n: 1 },
        content: { tone: 'good', title: 'Stored', blocks: [] },
      },
    ]);
    expect(server.asked).toMatchObject([
      {
        deliveryId: 'http:run:k1',
        actor: { platform: 'local', user: 'local', name: 'ann' },
        request: { form: 'fields', verb: 'run', text: 'fix it', flags: { turns: 3 } },
      },
    ]);
  });

  it('need no body, with or without a content type', async () => {
    const bare = await server.api('/verbs/list', { method: 'POST' });
    const typed = await post('/verbs/list', '');
    expect([bare.status, typed.status]).toEqual([200, 200]);
    expect(new Set(server.asked.map(({ deliveryId }) => deliveryId)).size).toBe(2);
  });

  it.each([
    ['not JSON', '{"text": ', 'application/json', 400],
    ['a list', '[]', 'application/json', 400],
    ['a poisoned prototype', '{"flags": {"__proto__": {"x": 1}}}', 'application/json', 400],
    ['another type', '{}', 'application/xml', 415],
    ['more than 1 MiB', JSON.stringify({ text: 'x'.repeat(1024 * 1024) }), 'application/json', 413],
  ])('refuse %s with an explanation', async (_name, body, type, status) => {
    const answer = await post('/verbs/run', body, { 'content-type': type });
    expect([answer.status, await answer.json()]).toMatchObject([
      status,
      { ok: false, code: 'BAD_REQUEST', text: expect.stringMatching(/./), hint: expect.stringMatching(/./) },
    ]);
    expect(server.asked).toEqual([]);
  });

  it.each([
    ['ACCESS_DENIED', 403],
    ['GOAL_NOT_FOUND', 404],
    ['GOAL_ENDED', 409],
    ['NOT_BUILT', 501],
  ] as const)('answer %s with %i and the hint', async (code, status) => {
    await reopen({
      intake: async () => ({
        ok: false,
        code,
        hint: 'Do this.',
        content: { tone: 'bad', title: 'No', blocks: [] },
      }),
    });
    const answer = await post('/verbs/stop', {});
    expect([answer.status, await answer.json()]).toMatchObject([
      status,
      { ok: false, code, text: 'No', hint: 'Do this.' },
    ]);
  });

  it('say that nothing was stored when the store failed, and tell nothing of a bug', async () => {
    const failing = { error: new DroverError('STORE_FAILED', 'the disk is gone', 'Look at it.') as Error };
    await reopen({ intake: async () => Promise.reject(failing.error) });
    const broken = await post('/verbs/run', { text: 'x' });
    failing.error = new Error('inner detail');
    const bug = await post('/verbs/run', { text: 'x' });
    const bugText = await bug.text();
    expect([broken.status, await broken.json()]).toMatchObject([
      503,
      { code: 'STORE_FAILED', hint: 'Look at it.' },
    ]);
    expect([
      bug.status,
      bugText.includes('inner detail'),
      server.log.join('').includes('inner detail'),
    ]).toEqual([500, false, true]);
  });
});

describe("Slack's requests", () => {
  it('are handed on byte by byte, whatever their type, and need no token', async () => {
    const seen: RawRequest[] = [];
    await reopen({
      slack: async (request) => {
        seen.push(request);
        return { status: 202, headers: { 'content-type': 'text/plain', 'x-own': 'yes' }, body: 'ok' };
      },
    });
    const body = 'payload=%7B%22a%22%3A%20"\u00E4"%7D&b=1';
    const types = ['application/x-www-form-urlencoded', 'application/json', 'text/weird; x=y'];
    const answers = await Promise.all(
      types.map((type) =>
        fetch(`${server.url}/slack/events`, {
          method: 'POST',
          body,
          headers: { 'content-type': type, 'x-slack-signature': 'v0=1' },
        }),
      ),
    );
    const bare = await rawRequest(server.url, '/slack/events', { method: 'POST' });
    expect(answers.map((answer) => [answer.status, answer.headers.get('x-own')])).toEqual(
      types.map(() => [202, 'yes']),
    );
    expect(bare.status).toBe(202);
    expect(seen.map(({ rawBody }) => rawBody.toString())).toEqual([body, body, body, '']);
    expect(seen[0]?.headers['x-slack-signature']).toBe('v0=1');
  });

  it('are refused clearly while Slack is not configured', async () => {
    const answer = await fetch(`${server.url}/slack/events`, { method: 'POST', body: '{}' });
    expect([answer.status, await answer.json()]).toMatchObject([
      404,
      {
        ok: false,
        text: 'Slack over HTTP is not configured here',
        hint: expect.stringContaining('SLACK_SIGNING_SECRET'),
      },
    ]);
  });

  it('over 1 MiB are refused, and a failing handler is a 500 without details', async () => {
    await reopen({ slack: async () => Promise.reject(new Error('inner detail')) });
    const large = await fetch(`${server.url}/slack/events`, {
      method: 'POST',
      body: 'x'.repeat(1024 * 1024 + 1),
    });
    const failed = await fetch(`${server.url}/slack/events`, { method: 'POST', body: 'body-of-slack' });
    expect([large.status, failed.status]).toEqual([413, 500]);
    expect(await failed.text()).not.toContain('inner detail');
    expect(server.log.join('')).not.toContain('body-of-slack');
  });
});

describe('stopping', () => {
  it('waits for what is being answered, no longer, and then nobody answers', async () => {
    const gate = Promise.withResolvers<void>();
    const entered = Promise.withResolvers<void>();
    await reopen({
      intake: async () => {
        entered.resolve();
        await gate.promise;
        return { ok: true, content: { tone: 'good', title: 'Late', blocks: [] } };
      },
    });
    const asking = post('/verbs/run', {});
    await entered.promise;
    const stopping = server.stop();
    gate.resolve();
    const answer = await asking;
    await stopping;
    expect(await answer.json()).toMatchObject({ ok: true, text: 'Late' });
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow('fetch failed');
  });

  it('does not wait for connections over which nothing was asked, nor for kept-alive ones', async () => {
    // Its clock stands still, so the last resort after five seconds never comes.
    await reopen({ clock: createFakeClock() });
    const { port, hostname } = new URL(server.url);
    const spare = connect(Number(port), hostname);
    const ended = new Promise((resolve) => spare.once('close', resolve));
    await new Promise((resolve) => spare.once('connect', resolve));
    // A second request makes sure that the server has seen the first connection.
    await fetch(`${server.url}/healthz`);
    await server.stop();
    await ended;
    expect(spare.destroyed).toBe(true);
  }, 15_000);

  it('names the address in use when its port is taken', async () => {
    const port = Number(new URL(server.url).port);
    await expect(openServer({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
