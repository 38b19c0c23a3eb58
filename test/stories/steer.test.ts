import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { DroverProcess } from '../support/whole/drover-process.ts';
import { factsOf, goalView, runGoal, whenEnded, whenGoal, whenSaid } from '../support/whole/goals.ts';
import { makeInstallation, type Installation } from '../support/whole/installation.ts';
import { allGone, livingChildren } from '../support/whole/processes.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** People stop, interrupt, grow, continue, return and hand over goals while real processes work on them. */
let installation: Installation;
let drover: DroverProcess;

const plays = (...turns: readonly object[][]) => ({ kind: 'scripted', script: { turns } });
const notes = { edit: { path: 'notes.txt', write: 'turn {{turn}}\n' } };
const spends = { usage: { input: 4000, output: 200, costUsd: 0.25 } };

const agents = {
  /** Thinks for ever in its first turn, with a child in a session of its own; then it writes down what it was told. */
  thinker: plays(
    [notes, spends, { daemon: { seconds: 300 } }, { say: 'Thinking about it.' }, { hang: 'stubborn' }],
    [{ edit: { path: 'prompt.txt', write: '{{prompt}}' } }, { say: 'M-1: done as you said.' }],
  ),
  quick: plays([notes, spends, { say: 'Done.' }]),
  other: plays([{ edit: { path: 'handed.txt', write: '{{prompt}}' } }, { say: 'Done.' }]),
  /** Each turn leaves another file and says that it is done. */
  busy: plays(
    [{ edit: { path: 'one.txt', write: 'one' } }, spends, { say: 'Done.' }],
    [{ edit: { path: 'two.txt', write: 'two' } }, { delete: 'one.txt' }, spends, { say: 'Done.' }],
    [{ edit: { path: 'three.txt', write: '{{prompt}}' } }, { say: 'Done.' }],
  ),
};

beforeAll(async () => {
  installation = await makeInstallation();
  await installation.configure({
    agents,
    projects: { cart: { source: installation.repository, accept: ['true'], agent: 'quick' } },
    concurrency: { goals: 8 },
    escalation: { budgetWait: '1h', questionWait: '1h' },
    access: { view: [], run: ['local'], approve: ['local'], admin: [] },
  });
  drover = await installation.start();
});
afterAll(() => installation.remove());

const ask = async (verb: string, goal: string, text = '', flags: object = {}) =>
  (await drover.verb(verb, { goal, text, flags })).text ?? '';
const inTree = async (goal: string, file: string): Promise<string> =>
  readFile(join((await goalView(drover, goal)).workspace?.path ?? '', file), 'utf8');

test.concurrent('stop ends the turn with everything it started, keeps its session and its cost, and resume goes on', async () => {
  const id = await runGoal(drover, 'think', { agent: 'thinker' });
  const before = await whenSaid(drover, id, 'Thinking');
  const asked = performance.now();
  expect(await ask('stop', id)).toMatch(/turn 1/i);
  const stopped = await whenGoal(drover, id, ({ state }) => state === 'paused');
  process.stdout.write(`stop took ${Math.round(performance.now() - asked)} ms\n`);
  expect((await livingChildren(installation.home)).filter((tag) => tag.includes(`/${id}/`))).toEqual([]);
  expect(stopped).toMatchObject({ usage: { input: 4000, costUsd: 0.25 }, turns: [{ outcome: 'aborted' }] });
  await ask('say', id, 'use the other file');
  await ask('resume', id);
  const goal = await whenEnded(drover, id);
  expect(goal).toMatchObject({ state: 'done', turn: 2, messages: [{ state: 'acknowledged' }] });
  expect(goal.turns[1]?.session).toBe(before.session?.id);
  expect(await inTree(id, 'prompt.txt')).toMatch(/M-1.*use the other file/s);
  expect(await inTree(id, 'notes.txt')).toBe('turn 1\n');
});

test.concurrent('say --now ends the turn, and the next one begins with the message', async () => {
  const id = await runGoal(drover, 'think', { agent: 'thinker' });
  await whenSaid(drover, id, 'Thinking');
  await ask('say', id, 'forget it, write it down', { now: true });
  const goal = await whenEnded(drover, id);
  expect(goal).toMatchObject({
    state: 'done',
    turn: 2,
    messages: [{ state: 'acknowledged', text: 'forget it, write it down' }],
  });
  expect(goal.turns.map(({ outcome }) => outcome)).toEqual(['aborted', 'finished']);
  expect((await inTree(id, 'prompt.txt')).indexOf('forget it')).toBeLessThan(300);
  await allGone(installation.home, `${id}/`);
});

test.concurrent('a used-up budget is asked about in the thread; more of it lets the goal go on', async () => {
  const id = await runGoal(drover, 'never right', { agent: 'busy', accept: ['test -e three.txt'], turns: 1 });
  const waiting = await whenGoal(drover, id, ({ state }) => state === 'waiting');
  expect(waiting.waiting).toMatchObject({ reason: 'budget' });
  const standing = await ask('status', id);
  expect(standing).toMatch(/budget .*\+\d+turns?/i);
  expect(standing).toMatch(/R-[0-9A-Z]{6}/);
  expect(await ask('budget', id, '+1turns')).toContain('1 turn more');
  await whenGoal(drover, id, ({ turn, state }) => turn === 2 && state === 'waiting');
  const request = /R-[0-9A-HJKMNP-TV-Z]{6}/.exec(await ask('status', id))?.[0] ?? '';
  expect(await drover.verb('approve', { flags: { request } })).toMatchObject({ ok: true });
  expect(await whenEnded(drover, id)).toMatchObject({ state: 'done', turn: 3 });
});

test.concurrent('refused, it ends as exhausted; a new run goes on in the session with a budget of its own', async () => {
  const id = await runGoal(drover, 'never right', { agent: 'busy', accept: ['test -e three.txt'], turns: 1 });
  await whenGoal(drover, id, ({ state }) => state === 'waiting');
  const request = /R-[0-9A-HJKMNP-TV-Z]{6}/.exec(await ask('status', id))?.[0] ?? '';
  expect(await drover.verb('deny', { flags: { request } })).toMatchObject({ ok: true });
  const ended = await whenEnded(drover, id);
  expect(ended.state).toBe('exhausted');
  await ask('continue', id, 'finish it');
  const second = await whenGoal(drover, id, ({ state, turn }) => state === 'waiting' && turn === 1);
  expect(second.turns.map(({ run, seq, session }) => [run, seq, session])).toEqual([
    [1, 1, ended.session?.id],
    [2, 2, ended.session?.id],
  ]);
  await ask('budget', id, '+5turns');
  expect(await whenEnded(drover, id)).toMatchObject({ state: 'done' });
  expect((await factsOf(drover, id)).filter(({ type }) => type === 'goal.completed')).toHaveLength(2);
});

test.concurrent('rollback returns files, deletions and the branch exactly, and retry begins at the base', async () => {
  const id = await runGoal(drover, 'step by step', {
    agent: 'busy',
    accept: ['test -e never.txt'],
    turns: 2,
  });
  await whenGoal(drover, id, ({ state, turn }) => state === 'waiting' && turn === 2);
  await expect(inTree(id, 'one.txt')).rejects.toThrow('ENOENT');
  expect((await drover.verb('rollback', { goal: id, text: '2' })).ok).toBe(true);
  await vi.waitFor(async () => expect(await inTree(id, 'one.txt')).toBe('one'), 20_000);
  await expect(inTree(id, 'two.txt')).rejects.toThrow('ENOENT');
  await ask('cancel', id, 'enough');
  await whenEnded(drover, id);
  const path = (await goalView(drover, id)).workspace?.path ?? '';
  await writeFile(join(path, 'left-over.txt'), 'x');
  expect((await drover.verb('retry', { goal: id })).ok).toBe(true);
  const again = await whenGoal(drover, id, ({ state, turn }) => state === 'waiting' && turn === 2);
  expect(new Set(again.turns.map(({ session }) => session)).size).toBe(2);
  await expect(inTree(id, 'left-over.txt')).rejects.toThrow('ENOENT');
});

test.concurrent('switch hands the work to another agent, which is told what was done', async () => {
  const id = await runGoal(drover, 'hand it over', { agent: 'thinker', accept: ['test -e handed.txt'] });
  await whenSaid(drover, id, 'Thinking');
  await ask('stop', id);
  await whenGoal(drover, id, ({ state }) => state === 'paused');
  expect(await ask('switch', id, '', { agent: 'other' })).toMatch(/other/);
  await ask('resume', id);
  const goal = await whenEnded(drover, id);
  expect(goal).toMatchObject({ state: 'done' });
  expect(goal.turns.map(({ agent }) => agent)).toEqual(['thinker', 'other']);
  const prompt = await inTree(id, 'handed.txt');
  expect(prompt).toContain('hand it over');
  expect(prompt).toMatch(/thinker/);
});

test.concurrent('a spend that a running turn shows ends the turn, and the overshoot is told', async () => {
  const id = await runGoal(drover, 'dear', { agent: 'thinker', tokens: 1000 });
  const waiting = await whenGoal(drover, id, ({ state }) => state === 'waiting');
  expect(waiting.turns).toMatchObject([{ outcome: 'aborted', usage: { input: 4000 } }]);
  expect(waiting.waiting?.note).toContain('tokens');
  expect(await ask('status', id)).toMatch(/4\.2k/);
  await allGone(installation.home, `${id}/`);
});
