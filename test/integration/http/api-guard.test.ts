import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openServer, rawRequest, token, type OpenServer } from './open-server.ts';

let server: OpenServer;
beforeEach(async () => {
  server = await openServer();
});
afterEach(() => server.stop());

const auth = { authorization: `Bearer ${token}` };

describe('guard of the API', () => {
  it.each([
    '/api',
    '/api/',
    '/api/goals',
    '/api/nowhere',
    '/api/verbs/run',
    '/%61pi/goals',
    '/api/%67oals',
    '/api/goals/G-1/events',
    '/api/goals?token=x',
  ])('refuses %s without the token', async (path) => {
    const answers = await Promise.all([
      rawRequest(server.url, path),
      rawRequest(server.url, path, {
        method: 'POST',
        headers: { authorization: 'Bearer wrong' },
        body: '{}',
      }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
    expect(JSON.parse(answers[0]?.body ?? '')).toMatchObject({ ok: false, code: 'TOKEN_REFUSED' });
    expect(server.asked).toEqual([]);
  });

  it('does not let another spelling of the path past', async () => {
    const paths = ['//api/goals', '/API/goals', '/x/../api/goals', '/api//goals', '/./api/goals'];
    const answers = await Promise.all(paths.map((path) => rawRequest(server.url, path)));
    expect(answers.filter(({ status }) => status !== 401 && status !== 404)).toEqual([]);
    expect(answers.some(({ body }) => body.includes('goals"'))).toBe(false);
  });

  it('refuses before the body has come', async () => {
    const { port, hostname } = new URL(server.url);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () =>
        socket.write(
          'POST /api/verbs/run HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{"te',
        ),
      );
      socket.once('data', (data) => {
        socket.destroy();
        resolve(data.toString());
      });
      socket.once('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  });

  it('logs a refusal without body, query or header', async () => {
    const body = 'body-of-a-stranger';
    await rawRequest(server.url, '/api/verbs/run?q=query-of-a-stranger', {
      method: 'POST',
      headers: { authorization: 'Bearer token-of-a-stranger', 'content-type': 'text/plain' },
      body,
    });
    expect(server.log.join('')).toContain('request to the API refused');
    expect(server.log.join('')).not.toContain('of-a-stranger');
  });

  it('refuses foreign names and foreign pages even with the token', async () => {
    const answers = await Promise.all([
      rawRequest(server.url, '/api/goals', { headers: { ...auth, host: 'evil.example' } }),
      rawRequest(server.url, '/api/goals', { headers: { ...auth, origin: 'https://evil.example' } }),
      rawRequest(server.url, '/api/goals', { headers: { ...auth, host: 'localhost:1' } }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 200]);
    expect(JSON.parse(answers[0]?.body ?? '')).toMatchObject({ code: 'ACCESS_DENIED' });
  });
});
