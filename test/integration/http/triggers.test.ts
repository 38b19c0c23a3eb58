import { createHmac } from 'node:crypto';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { TriggerDoor } from '../../../adapters/http/http-options.ts';
import { goalIdOf } from '../../../src/domain/ids.ts';
import type { VerbAnswer } from '../../../src/domain/verb.ts';
import type { Fired, TriggerCall } from '../../../src/ports/triggers.ts';
import { openServer } from './open-server.ts';

const secret = 'a secret of thirty-two characters';
const now = 1_700_000_000_000;
const seconds = now / 1000;
const body = '{"job":"lint"}';

const stored = (goal: number): VerbAnswer => ({
  ok: true,
  goal: goalIdOf(goal),
  content: { tone: 'work', title: 'On its way', blocks: [] },
});

/** A server with one trigger, whose goals are counted. */
async function open(door: Partial<TriggerDoor> = {}, fired?: Fired) {
  const calls: { readonly call: TriggerCall; readonly payload: unknown }[] = [];
  const looks: TriggerCall[] = [];
  let at = now;
  const server = await openServer({
    clock: { ...systemClock, now: () => at },
    triggers: {
      doors: { ci: { scheme: 'hmac256', secret, bodyLimit: 2000, ratePerMin: 3, ...door } },
      async before(call) {
        looks.push(call);
        const same = calls.findIndex(
          (one) =>
            one.call.delivery === call.delivery ||
            (call.once !== undefined && one.call.once?.digest === call.once.digest),
        );
        return same < 0 ? undefined : stored(same + 1);
      },
      async fire(call, payload) {
        if (fired !== undefined) return fired;
        calls.push({ call, payload });
        return { is: 'dispatched', answer: stored(calls.length) };
      },
    },
  });
  onTestFinished(() => server.stop());
  const post = (headers: Record<string, string>, text: string | Buffer = body, path = '/hooks/ci') =>
    fetch(`${server.url}${path}`, {
      method: 'POST',
      body: text,
      headers: { 'content-type': 'application/json', ...headers },
    });
  return { ...server, calls, looks, post, advance: (ms: number) => (at += ms) };
}

const hmac = (key: string, text: string): string =>
  `sha256=${createHmac('sha256', key).update(text).digest('hex')}`;

const timed = (text = body, stamp = String(seconds), key = secret) => ({
  'x-drover-timestamp': stamp,
  'x-drover-signature': hmac(key, `${stamp}.${text}`),
});
const untimed = (text = body, key = secret) => ({ 'x-hub-signature-256': hmac(key, text) });

describe('a call of a trigger', () => {
  test('that is signed with its time is stored, and answered with the handle', async () => {
    const { post, calls } = await open();
    const answer = await post(timed());
    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({ ok: true, goal: 'G-1', text: 'On its way' });
    expect(calls).toMatchObject([{ call: { trigger: 'ci' }, payload: { job: 'lint' } }]);
  });

  test('that is signed as GitHub signs is stored; sent again under another name it is the same', async () => {
    const { post, calls } = await open();
    expect((await post({ ...untimed(), 'x-github-delivery': 'a' })).status).toBe(202);
    const again = await post({ ...untimed(), 'x-github-delivery': 'b' });
    expect([again.status, await again.json()]).toEqual([
      200,
      expect.objectContaining({ goal: 'G-1', duplicate: true }),
    ]);
    expect(calls).toHaveLength(1);
  });

  test('that somebody recorded is no new one, whatever it is called now', async () => {
    const { post, calls } = await open();
    await post({ ...timed(), 'x-drover-delivery': 'a' });
    expect((await post({ ...timed(), 'x-drover-delivery': 'b' })).status).toBe(200);
    expect(
      (await post({ ...timed('{"job":"other"}'), 'x-drover-delivery': 'a' }, '{"job":"other"}')).status,
    ).toBe(200);
    expect(calls).toHaveLength(1);
  });

  test('without a name is the same when it says the same', async () => {
    const { post, calls } = await open();
    await post(timed());
    expect((await post(timed(body, String(seconds + 5)))).status).toBe(200);
    expect(calls).toHaveLength(1);
  });

  test.each([
    ['no signature', {}],
    ['a signature with another secret', timed(body, String(seconds), 'another secret')],
    ['a signature of another body', timed('{}')],
    ['a time of six minutes ago', timed(body, String(seconds - 360))],
    ['a time in six minutes', timed(body, String(seconds + 360))],
    ['a time that was not signed', { ...timed(), 'x-drover-timestamp': String(seconds + 1) }],
    ['a time in milliseconds', timed(body, String(now))],
    ['a signature without time, said to have one', { 'x-drover-signature': hmac(secret, body) }],
    ['a signature with time, said to have none', { 'x-hub-signature-256': timed()['x-drover-signature'] }],
    ['a wrong signature without time', untimed(body, 'another secret')],
    ['the secret itself', { authorization: `Bearer ${secret}` }],
    ['half a signature', { ...timed(), 'x-drover-signature': timed()['x-drover-signature'].slice(0, 30) }],
  ])('with %s is refused before anything is looked at', async (_what, headers) => {
    const { post, calls, looks } = await open();
    const answer = await post(headers);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([401, 'TOKEN_REFUSED']);
    expect([calls, looks]).toEqual([[], []]);
  });

  test('within five minutes before or after its time is taken', async () => {
    const { post } = await open();
    expect((await post(timed('[1]', String(seconds - 300)), '[1]')).status).toBe(202);
    expect((await post(timed('[2]', String(seconds + 300)), '[2]')).status).toBe(202);
  });

  test('of an unknown name is as unknown as any other path', async () => {
    const { post, url } = await open();
    const [hook, other] = [
      await post(timed(), body, '/hooks/cd'),
      await fetch(`${url}/nowhere`, { method: 'POST' }),
    ];
    expect([hook.status, await hook.text()]).toEqual([404, await other.text()]);
    expect((await post(timed(), body, '/hooks/__proto__')).status).toBe(404);
  });

  test('that is larger than it may be is refused, signed or not', async () => {
    const { post, looks } = await open();
    const large = JSON.stringify({ text: 'x'.repeat(2000) });
    expect((await post(timed(large), large)).status).toBe(413);
    expect(looks).toEqual([]);
  });

  test('that comes too often is told when to come again; repeats and strangers are not counted', async () => {
    const { post, advance } = await open();
    for (let call = 0; call < 5; call += 1) await post(timed(body, String(seconds), 'wrong'));
    for (const text of ['[1]', '[2]', '[2]', '[2]', '[3]']) await post(timed(text), text);
    advance(20_000);
    const refused = await post(timed('[4]'), '[4]');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '40']);
    advance(40_000);
    expect((await post(timed('[4]'), '[4]')).status).toBe(202);
  });

  test('that is no JSON, or whose name cannot be used, is a mistake of its sender', async () => {
    const { post, calls } = await open();
    expect((await post(timed('{'), '{')).status).toBe(400);
    expect((await post({ ...timed(), 'x-drover-delivery': 'x'.repeat(101) })).status).toBe(400);
    expect(calls).toEqual([]);
  });

  test('that lacks a value is told which one', async () => {
    const { post } = await open({}, { is: 'missing', path: 'job.name' });
    const answer = await post(timed());
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('job.name')]);
  });

  test('that finds drover draining may be sent again later', async () => {
    const answer = { ...stored(1), ok: false, code: 'DRAINING' as const };
    const { post } = await open({}, { is: 'refused', answer });
    expect((await post(timed())).status).toBe(503);
  });

  test('with the token scheme bears the token, and a signature does not do', async () => {
    const { post } = await open({ scheme: 'token' });
    expect((await post({ authorization: `Bearer ${secret}` }, '[1]')).status).toBe(202);
    expect((await post({ 'x-gitlab-token': secret }, '[2]')).status).toBe(202);
    expect((await post({ authorization: `Bearer ${secret}x` }, '[3]')).status).toBe(401);
    expect((await post(timed())).status).toBe(401);
    expect((await post({ 'x-gitlab-token': '' })).status).toBe(401);
  });

  test('leaves neither its body nor its secret in the log', async () => {
    const { post, log } = await open();
    await post(timed(body, String(seconds), 'wrong'));
    await post(timed());
    expect(log.join('')).toContain('a call of a trigger was refused');
    expect(log.join('')).not.toContain('lint');
    expect(log.join('')).not.toContain(secret);
  });
});
