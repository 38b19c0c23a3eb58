import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { startDrover, type DroverProcess } from '../support/whole/drover-process.ts';
import { factsOf, runGoal, whenEnded, whenGoal } from '../support/whole/goals.ts';
import { makeInstallation, scripts, type Installation } from '../support/whole/installation.ts';
import { readEvents, type SentEvent } from '../support/whole/read-events.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** The HTTP side of the whole program, without any chat. */
let installation: Installation;
let drover: DroverProcess;

beforeAll(async () => {
  installation = await makeInstallation({
    agents: { scripted: { kind: 'scripted', script: scripts.rightAtOnce } },
  });
  drover = await installation.start();
});
afterAll(() => installation.remove());

const ask = (path: string, init: RequestInit = {}) => fetch(`${drover.url}${path}`, init);

test.each([
  ['no token', {}],
  ['a wrong token', { authorization: 'Bearer not-the-token' }],
  ['the token in another scheme', { authorization: 'Basic abc' }],
])('with %s nothing is shown and nothing is done', async (_, headers) => {
  const asked = [
    await ask('/api/goals', { headers }),
    await ask('/api/goals/G-1/events', { headers: { ...headers, accept: 'text/event-stream' } }),
    await ask('/api/verbs/run', { method: 'POST', headers, body: '{"text":"sneak in"}' }),
    await ask('/api/no-such-route', { headers }),
  ];
  expect(asked.map((answer) => answer.status)).toEqual([401, 401, 401, 401]);
  expect(await asked[0]?.json()).toMatchObject({
    ok: false,
    code: 'TOKEN_REFUSED',
    hint: expect.any(String),
  });
  expect(await drover.get('/api/goals?all=1')).toEqual({ goals: [] });
});

test('health is told to anybody, and what is ready is named', async () => {
  expect(await (await ask('/healthz')).json()).toEqual({ ok: true });
  const ready = await ask('/readyz');
  expect(ready.status).toBe(200);
  const { dependencies } = (await ready.json()) as { dependencies: { name: string; ok: boolean }[] };
  expect(dependencies.map(({ name, ok }) => [name, ok])).toEqual([
    ['store', true],
    ['console', true],
  ]);
});

test('a repeat under the same Idempotency-Key gives the same goal, another key another one', async () => {
  const run = (key: string) =>
    drover.verb('run', { text: 'make it right', flags: { anyway: true } }, { 'idempotency-key': key });
  const together = await Promise.all([run('first'), run('first'), run('first')]);
  const [one, two, three] = together.map((reply) => reply.goal);
  expect([two, three]).toEqual([one, one]);
  expect((await run('first')).goal).toBe(one);
  const other = (await run('second')).goal;
  expect(other).not.toBe(one);
  const { goals } = (await drover.get('/api/goals')) as { goals: { handle: string }[] };
  expect(goals.map((goal) => goal.handle)).toEqual([other, one]);
  await Promise.all([one, other].map((handle) => whenEnded(drover, handle ?? '')));
});

test('the events of a goal can be read from any point, and followed to its end', async () => {
  const id = await runGoal(drover, 'make it right');
  const live: SentEvent[] = [];
  for await (const event of readEvents(drover, `/api/goals/${id}/events`)) {
    live.push(event);
    if (event.data.type === 'goal.completed') break;
  }
  const all = await factsOf(drover, id);
  expect(live.map((event) => event.data)).toEqual(all);
  expect(all.map((fact) => fact.seq)).toEqual(all.map((_, index) => index + 1));
  const middle = Math.floor(all.length / 2);
  const { events } = (await drover.get(`/api/goals/${id}/events?after=${middle}`)) as { events: unknown[] };
  expect(events).toEqual(all.slice(middle));
  const resumed: SentEvent[] = [];
  const from = { 'last-event-id': live[middle - 1]?.id ?? '' };
  for await (const event of readEvents(drover, `/api/goals/${id}/events`, from)) {
    resumed.push(event);
    if (event.data.type === 'goal.completed') break;
  }
  expect(resumed).toEqual(live.slice(middle));
});

test('a body that does not fit is refused with the reason; a goal that does not exist is not found', async () => {
  expect(await drover.verb('run', { txt: 'typo' })).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  expect(await drover.verb('pasue', { goal: 'G-1' })).toMatchObject({ status: 404, code: 'VERB_UNKNOWN' });
  expect(await drover.verb('pause', { goal: 'G-999' })).toMatchObject({
    status: 404,
    code: 'GOAL_NOT_FOUND',
  });
  expect(await drover.get('/api/goals/G-999')).toMatchObject({ ok: false, code: 'GOAL_NOT_FOUND' });
});

test('without any configuration drover starts, and says what is off and how to turn it on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'drover-e2e-bare-'));
  const bare = await startDrover({ home: join(folder, 'home'), cwd: folder });
  onTestFinished(async () => {
    await bare.end('SIGKILL');
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  expect(bare.output()).toMatch(/projects: none.*drover\.config\.ts/);
  expect(bare.output()).toMatch(/Slack: off.*SLACK_BOT_TOKEN/);
  const refused = await bare.verb('run', { text: 'anything' });
  expect(refused).toMatchObject({ ok: false, code: 'PROJECT_REQUIRED' });
  expect(refused.hint).toContain('drover.config.ts');
  expect((await fetch(`${bare.url}/slack/events`, { method: 'POST' })).status).toBe(404);
});

test('a goal given over HTTP is cancelled over HTTP, and a second time says that it has ended', async () => {
  const id = await runGoal(drover, 'wait', { accept: ['sleep 60'] });
  await whenGoal(drover, id, (goal) => goal.state === 'running');
  expect(await drover.verb('cancel', { goal: id, text: 'enough' })).toMatchObject({ ok: true });
  const again = await drover.verb('cancel', { goal: id });
  expect(again).toMatchObject({ status: 409, code: 'GOAL_ENDED' });
  expect(again.text).toContain('cancelled: enough');
});
