import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { DroverProcess } from '../support/whole/drover-process.ts';
import { factsOf, goalView, runGoal, whenEnded, whenGoal } from '../support/whole/goals.ts';
import { makeInstallation, type Installation } from '../support/whole/installation.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** What the loop makes of vendors, contexts, sessions and checks that do not do as they should. */
let installation: Installation;
let drover: DroverProcess;

const plays = (script: object, more: object = {}) => ({ kind: 'scripted', script, ...more });
const writes = (path: string) => ({ edit: { path, write: '{{prompt}}' } });
const done = { say: 'Done.' };
const big = { context: { used: 190_000, window: 200_000 } };
const small = { context: { used: 12_000, window: 200_000 } };

const agents = {
  limited: plays({
    countBy: 'home',
    turns: [
      [{ fail: { kind: 'rate-limited', message: 'slow down', retryAfterMs: 20_000 } }],
      [writes('late.txt'), done],
    ],
  }),
  used: plays({
    turns: [[{ fail: { kind: 'quota-exhausted', message: 'the quota is used up', resetsAt: 4e12 } }]],
  }),
  refused: plays({ turns: [[{ fail: { kind: 'auth', message: 'not logged in' } }]] }),
  rescuer: plays({ turns: [[writes('rescued.txt'), done]] }),
  sleeper: plays({
    turns: [
      [
        writes('one.txt'),
        { say: '{"__drover_sleep__": true, "duration_ms": 2500, "reason": "the build runs"}' },
      ],
      [writes('two.txt'), done],
    ],
  }),
  /** Its context is full after each of five turns; the compaction makes it small. */
  full: plays({
    turns: [
      ...Array.from({ length: 5 }, (_, turn) => [writes(`t${turn}.txt`), big, done]),
      [writes('after.txt'), small, done],
    ],
    compact: [small, { say: 'We are in the middle of it.' }],
  }),
  overflows: plays({
    turns: [
      [writes('one.txt'), done],
      [{ fail: { kind: 'context-overflow', message: 'prompt is too long' } }],
      [writes('three.txt'), done],
    ],
    compact: [small, { say: 'A summary.' }],
  }),
  /** Reports running totals of the session, as some vendors do. */
  totals: plays({
    totals: true,
    turns: [[writes('one.txt'), { usage: { input: 1000, output: 100, costUsd: 0.1 } }, done]],
  }),
  tokens: plays(
    { turns: [[writes('one.txt'), { usage: { input: 1_000_000, output: 100_000 } }, done]] },
    { price: { default: { input: 0.5, output: 5 } } },
  ),
  slow: plays(
    {
      turns: [
        [writes('kept.txt'), { usage: { input: 300, output: 3 } }, { hang: 'quiet' }],
        [writes('then.txt'), done],
      ],
    },
    { turnTimeout: '3s' },
  ),
  stuck: plays({ turns: [[writes('same.txt'), done]] }),
};

const failing = `test -e four.txt || { echo "src/cart.ts(3,7): error TS2322: Type 'string' is not assignable to type 'number'."; exit 1; }`;

beforeAll(async () => {
  installation = await makeInstallation();
  const source = installation.repository;
  await installation.configure({
    agents,
    projects: {
      cart: { source, accept: ['true'], agent: 'stuck' },
      safe: { source, accept: ['true'], agent: 'used', fallback: ['refused', 'rescuer'] },
    },
    concurrency: { goals: 10 },
    escalation: { budgetWait: '1h', questionWait: 0 },
    compaction: { minTurns: 5 },
  });
  drover = await installation.start();
});
afterAll(() => installation.remove());

const run = (text: string, flags: object) => runGoal(drover, text, { project: 'cart', ...flags });
const inTree = async (goal: string, file: string): Promise<string> =>
  readFile(join((await goalView(drover, goal)).workspace?.path ?? '', file), 'utf8');
const typesOf = async (goal: string) => (await factsOf(drover, goal)).map(({ type }) => type);

test.concurrent('an agent whose vendor asks for a pause is left alone by every goal until it is over', async () => {
  const first = await run('first', { agent: 'limited' });
  const waiting = await whenGoal(drover, first, ({ state }) => state === 'waiting');
  const second = await run('second', { agent: 'limited' });
  const held = await whenGoal(drover, second, ({ state }) => state === 'waiting');
  expect(held).toMatchObject({ turn: 0, turns: [], waiting: { deadline: waiting.waiting?.deadline } });
  expect(await whenEnded(drover, first)).toMatchObject({ state: 'done', turn: 1, attempt: 2 });
  expect(await whenEnded(drover, second)).toMatchObject({ state: 'done', turn: 1, attempt: 1 });
});

test.concurrent('the next agents in line take over in the same worktree, and are told what happened', async () => {
  const goal = await whenEnded(drover, await run('save it', { project: 'safe' }));
  expect(goal).toMatchObject({ state: 'done', turn: 1 });
  expect(goal.turns.map(({ agent, turn, failure }) => [agent, turn, failure?.kind])).toEqual([
    ['used', 1, 'quota-exhausted'],
    ['refused', 1, 'auth'],
    ['rescuer', 1, undefined],
  ]);
  expect(await inTree(goal.handle, 'rescued.txt')).toMatch(/save it.*refused/s);
});

test.concurrent('an agent that asks to be woken later sleeps without a slot, and is told how long', async () => {
  const id = await run('nap', { agent: 'sleeper' });
  await whenGoal(drover, id, ({ state }) => state === 'sleeping');
  expect((await drover.verb('status', { goal: id })).text).toMatch(/the build runs/);
  const goal = await whenEnded(drover, id);
  expect(goal).toMatchObject({ state: 'done', turn: 2 });
  expect(await inTree(id, 'two.txt')).toMatch(/the build runs/);
  expect(await typesOf(id)).toEqual(expect.arrayContaining(['sleep', 'wake']));
});

test.concurrent('a full context is compacted before the next turn; that is a row of its own and no turn', async () => {
  const id = await run('fill it up', { agent: 'full', accept: ['ls; test -e after.txt'] });
  const goal = await whenEnded(drover, id);
  expect(goal).toMatchObject({ state: 'done', turn: 6 });
  expect(goal.turns.map(({ kind }) => kind)).toEqual([...Array(5).fill('work'), 'compact', 'work']);
  expect(new Set(goal.turns.map(({ session }) => session)).size).toBe(1);
  expect(await typesOf(id)).toEqual(
    expect.arrayContaining(['compact', 'compact.completed', 'compact.summary_stored']),
  );
});

test.concurrent('an overflow is compacted, and the same turn tried again', async () => {
  const id = await run('too long', { agent: 'overflows', accept: ['test -e three.txt'] });
  const goal = await whenEnded(drover, id);
  expect(goal).toMatchObject({ state: 'done', turn: 2 });
  expect(goal.turns.map(({ kind, turn, attempt }) => [kind, turn, attempt])).toEqual([
    ['work', 1, 1],
    ['work', 2, 1],
    ['compact', 2, 1],
    ['work', 2, 2],
  ]);
});

test.concurrent('running totals of a resumed session are not counted twice', async () => {
  const id = await run('count', { agent: 'totals', accept: ['false'], turns: 2 });
  const goal = await whenGoal(drover, id, ({ turns, state }) => turns.length === 2 && state === 'waiting');
  expect(goal.turns.map(({ usage }) => usage.input)).toEqual([1000, 1000]);
  expect(goal.usage.costUsd).toBeCloseTo(0.2, 10);
});

test.concurrent('an agent that reports tokens only costs what its price table says', async () => {
  const goal = await whenEnded(drover, await run('price', { agent: 'tokens' }));
  expect(goal.usage.costUsd).toBeCloseTo(1, 10);
});

test.concurrent('a time limit keeps the work and the session', async () => {
  const id = await run('too slow', { agent: 'slow', accept: ['test -e then.txt'] });
  const goal = await whenEnded(drover, id);
  expect(goal).toMatchObject({ state: 'done', turn: 1, attempt: 2 });
  expect(goal.turns.map(({ failure }) => failure?.kind)).toEqual(['timeout', undefined]);
  expect(new Set(goal.turns.map(({ session }) => session)).size).toBe(1);
  expect(goal.usage.input).toBe(300);
  expect(await inTree(id, 'kept.txt')).toContain('too slow');
});

test.concurrent('what failed reaches the next prompt with advice; the same failure three times is for a person', async () => {
  const id = await run('mend the types', { agent: 'stuck', accept: [failing] });
  const goal = await whenEnded(drover, id);
  expect(goal).toMatchObject({ state: 'escalated', turn: 3 });
  expect(goal.result?.hint).toContain(`/goal continue ${id}`);
  const prompt = await inTree(id, 'same.txt');
  expect(prompt).toContain('TS2322');
  expect(prompt).toMatch(/src\/cart\.ts/);
  expect(prompt).not.toContain('# Rules');
});
