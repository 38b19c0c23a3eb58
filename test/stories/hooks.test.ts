import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { HookRun } from '../../src/domain/hooks/hook.ts';
import { createHookReceiver, type HookReceiver } from '../support/hook-receiver/create-hook-receiver.ts';
import { createNatsEmulator } from '../support/nats-emulator/create-nats-emulator.ts';
import type { DroverProcess } from '../support/whole/drover-process.ts';
import { factsOf, goalView, runGoal, whenEnded, type GoalView } from '../support/whole/goals.ts';
import { makeInstallation, type Installation } from '../support/whole/installation.ts';
import { until } from '../support/until.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let installation: Installation;
let receiver: HookReceiver;
beforeEach(async () => {
  receiver = await createHookReceiver();
});
afterEach(async () => {
  await installation.remove();
  await receiver.close();
});

const right = [{ edit: { path: 'notes.txt', write: 'right {{turn}}' } }, { say: 'All is well.' }];

/** An installation whose agent is done at once, with these hooks in its project. */
const install = async (
  hooks: readonly object[] | ((repository: string) => readonly object[]),
  more: object = {},
) => {
  const hooksIn = typeof hooks === 'function' ? hooks : () => hooks;
  installation = await makeInstallation((repository) => ({
    projects: {
      cart: { source: repository, accept: ['true'], agent: 'scripted', hooks: hooksIn(repository) },
    },
    agents: { scripted: { kind: 'scripted', script: { turns: [right] } } },
    access: { admin: ['local'] },
    ...more,
  }));
};

type Seen = GoalView & {
  readonly hookRuns: readonly HookRun[];
  readonly spec: GoalView['spec'] & { readonly parent?: string; readonly depth: number };
};

/** Waits until every act of the goal is over. */
const whenActed = (drover: DroverProcess, handle: string): Promise<Seen> =>
  until(
    `the hooks of ${handle}`,
    async () => {
      const goal = (await goalView(drover, handle)) as Seen;
      const over = goal.hookRuns.every(({ state }) => state !== 'pending' && state !== 'claimed');
      return goal.hookRuns.length > 0 && over ? goal : undefined;
    },
    60_000,
  );

const outcomes = ({ hookRuns }: Seen) => hookRuns.map(({ hook, state }) => `${hook} ${state}`);

test('a webhook is called once, signed, also when drover is killed while it waits for the answer', async () => {
  await install([
    { kind: 'webhook', on: ['done', 'progress'], url: receiver.url, secret: 'CI_SECRET', name: 'ci' },
  ]);
  const env = { CI_SECRET: 'tell-nobody-of-this' };
  receiver.script.push({}, { fault: 'hang' });
  const first = await installation.start(env);
  const handle = await runGoal(first, 'mend it');
  await until('the second call', () => (receiver.deliveries.length === 2 ? true : undefined), 60_000);
  await first.end('SIGKILL');
  const second = await installation.start(env);
  const goal = await whenActed(second, handle);
  expect(outcomes(goal)).toEqual(['project/ci/progress done', 'project/ci/done unknown']);
  expect(receiver.deliveries.map(({ headers }) => headers['x-drover-delivery'])).toEqual([
    `hook/${handle}/1/progress/1/project/ci/progress`,
    `hook/${handle}/1/done/1/project/ci/done`,
  ]);
  const [told] = receiver.deliveries.slice(-1);
  const signature = createHmac('sha256', env.CI_SECRET)
    .update(told?.raw ?? '')
    .digest('hex');
  expect(told?.headers['x-drover-signature-256']).toBe(`sha256=${signature}`);
  expect(JSON.parse(told?.raw ?? '')).toMatchObject({
    event: 'goal.done',
    goal: { handle, state: 'done', summary: 'All is well.' },
  });
  const facts = (await factsOf(second, handle)).filter(({ type }) => type.startsWith('hook.'));
  expect(facts.map(({ type, data }) => [type, data['outcome'] ?? 'done'])).toEqual([
    ['hook.dispatched', 'done'],
    ['hook.failed', 'unknown'],
  ]);
  expect(first.output() + second.output()).not.toContain(env.CI_SECRET);
});

test('a chain of goals goes on over a kill, each of them once, and ends at its limit', async () => {
  await install([{ kind: 'dispatch', on: 'done', text: 'take the next one', name: 'next' }]);
  const first = await installation.start();
  const handle = await runGoal(first, 'begin');
  await whenEnded(first, 'G-2');
  await first.end('SIGKILL');
  const drover = await installation.start();
  const last = await whenActed(drover, 'G-6');
  expect(outcomes(last)).toEqual(['project/next failed']);
  expect(last.hookRuns[0]?.note).toContain('CHAIN_TOO_DEEP');
  const { goals } = (await drover.get('/api/goals?all=1')) as unknown as { goals: { handle: string }[] };
  expect(goals.map((goal) => goal.handle).toSorted()).toEqual(['G-1', 'G-2', 'G-3', 'G-4', 'G-5', 'G-6']);
  const chain = await Promise.all(goals.map(({ handle: one }) => whenActed(drover, one)));
  const byDepth = chain.map(({ spec }) => spec).toSorted((a, b) => a.depth - b.depth);
  expect(byDepth.map(({ depth, parent }) => [depth, parent])).toEqual([
    [0, undefined],
    ...[1, 2, 3, 4, 5].map((depth) => [depth, `G-${depth}`]),
  ]);
  expect(handle).toBe('G-1');
});

const fileOf = (repository: string) => join(repository, '..', 'told.txt');

test('a command runs where commands are allowed, with the facts as variables; and not any more when they are not', async () => {
  const print = 'printf "%s|%s|%s|%s" "$DROVER_GOAL" "$DROVER_STATE" "$DROVER_TITLE" "$CI_SECRET"';
  await install(
    (repository) => [
      { kind: 'shell', on: 'done', command: `${print} >> '${fileOf(repository)}'`, name: 'tell' },
    ],
    { shellHooks: true },
  );
  const told = fileOf(installation.repository);
  const allowed = await installation.start({ CI_SECRET: 'x' });
  const text = 'mend "$(touch stolen)" and; touch stolen';
  const handle = await runGoal(allowed, text);
  const goal = await whenActed(allowed, handle);
  expect(outcomes(goal)).toEqual(['project/tell done']);
  expect(await readFile(told, 'utf8')).toBe(`${handle}|done|${text}|`);
  await allowed.verb('continue', { goal: handle, text: 'once more' });
  await allowed.end('SIGTERM');
  await installation.configure({ access: { admin: ['local'] } });
  const off = await installation.start();
  const again = await until(
    'the second act',
    async () => {
      const seen = await whenActed(off, handle);
      return seen.hookRuns.length > 1 ? seen : undefined;
    },
    60_000,
  );
  expect(outcomes(again).at(-1)).toBe('project/tell failed');
  expect(again.hookRuns.at(-1)?.note).toContain('switched off');
  expect(await off.verb('hook', { goal: handle, text: 'add done shell true' })).toMatchObject({
    ok: false,
    code: 'ACCESS_DENIED',
  });
  expect(await readFile(told, 'utf8')).toBe(`${handle}|done|${text}|`);
});

test('hooks publish on NATS, and a goal does not wait for one that hangs', async () => {
  const nats = await createNatsEmulator({ user: 'drover', pass: 'tell-nobody-of-this' });
  await install([
    { kind: 'nats', on: 'done', subject: 'builds.done' },
    { kind: 'webhook', on: 'progress', url: receiver.url },
  ]);
  receiver.script.push({ fault: 'hang' });
  const drover = await installation.start({ NATS_URL: `nats://drover:tell-nobody-of-this@${nats.address}` });
  const handle = await runGoal(drover, 'mend it');
  expect(await whenEnded(drover, handle)).toMatchObject({ state: 'done' });
  await until('the message', () => (nats.published.length > 0 ? true : undefined), 30_000);
  expect(nats.published).toEqual([
    {
      subject: 'builds.done',
      body: expect.stringContaining(`"handle":"${handle}"`),
      headers: { 'Nats-Msg-Id': `hook/${handle}/1/done/1/project/1`, 'Drover-Event': 'goal.done' },
    },
  ]);
  expect(receiver.deliveries).toHaveLength(1);
  expect(drover.output()).not.toContain('tell-nobody-of-this');
  await drover.end('SIGKILL');
  await nats.close();
});
