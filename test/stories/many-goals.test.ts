import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { DroverProcess, VerbReply } from '../support/whole/drover-process.ts';
import { goalView, whenEnded, whenGoal, whenSaid } from '../support/whole/goals.ts';
import { makeInstallation, type Installation } from '../support/whole/installation.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** Many goals in one drover, which operators steer and which is killed in between. The tests follow on each other. */
let installation: Installation;
let drover: DroverProcess;

const plays = (...turns: readonly object[][]) => ({ kind: 'scripted', script: { turns } });
const notes = { edit: { path: 'notes.txt', write: 'turn {{turn}}\n' } };

const agents = {
  quick: plays([notes, { say: 'Done.' }]),
  /** Thinks until it is told to go on; then it writes down what it is told. */
  patient: plays(
    [{ say: 'Thinking.' }, { waitFor: 'go.txt' }, notes, { say: 'Done.' }],
    [{ edit: { path: 'prompt.txt', write: '{{prompt}}' } }, { say: 'M-1: done as you said.' }],
  ),
  broken: plays([{ fail: { kind: 'auth', message: 'no such key' } }]),
};

beforeAll(async () => {
  installation = await makeInstallation();
  await installation.configure({
    agents,
    projects: { cart: { source: installation.repository, accept: ['true'], agent: 'quick' } },
    concurrency: { goals: 2 },
    access: { view: [], run: ['local'], approve: [], admin: ['local'] },
  });
  drover = await installation.start();
});
afterAll(() => installation.remove());

const ask = (verb: string, body: object = {}): Promise<VerbReply> => drover.verb(verb, body);
const give = async (text: string, flags: object = {}): Promise<string> =>
  (await ask('run', { text, flags })).goal ?? '';
const textOf = async (verb: string, body: object = {}): Promise<string> => (await ask(verb, body)).text ?? '';
const letGo = async (goal: string) =>
  writeFile(join((await goalView(drover, goal)).workspace?.path ?? '', 'go.txt'), 'go');
const stateOf = async (goal: string) => (await goalView(drover, goal)).state;

async function killAndRestart(): Promise<void> {
  await drover.end('SIGKILL');
  drover = await installation.start();
}

test('two goals work on one project at once; others wait for a slot, or for other goals, and say so', async () => {
  expect(await give('think first', { agent: 'patient' })).toBe('G-1');
  expect(await give('think second', { agent: 'patient' })).toBe('G-2');
  const both = await Promise.all(['G-1', 'G-2'].map((goal) => whenSaid(drover, goal, 'Thinking')));
  expect(new Set(both.map(({ workspace }) => workspace?.path)).size).toBe(2);
  expect(await give('tidy up')).toBe('G-3');
  expect(await give('build on it', { after: ['G-1'] })).toBe('G-4');
  expect(await give('break', { agent: 'broken' })).toBe('G-5');
  expect(await give('never', { after: ['G-5,G-1'] })).toBe('G-6');
  expect(await textOf('status', { goal: 'G-3' })).toContain('waits for a slot: 2 of 2 goals are working');
  expect(await textOf('list')).toMatch(/G-6.*waiting \(dependency\): G-5, G-1 to be done/);
  expect(await ask('run', { text: 'Tidy  up!' })).toMatchObject({ ok: true, goal: 'G-3' });
});

test('what operators have switched holds across a death; more slots are used at once', async () => {
  expect((await ask('drain', { text: 'an upgrade' })).ok).toBe(true);
  expect((await ask('limit', { text: '3' })).ok).toBe(true);
  await killAndRestart();
  expect(await ask('run', { text: 'anything' })).toMatchObject({ ok: false, code: 'DRAINING' });
  expect(await textOf('list')).toContain('an upgrade');
  const ready = (await (await fetch(`${drover.url}/readyz`)).json()) as { dependencies: object[] };
  expect(ready.dependencies).toContainEqual({
    name: 'dispatch',
    ok: true,
    reason: expect.stringContaining('an upgrade'),
  });
  expect(await whenEnded(drover, 'G-3')).toMatchObject({ state: 'done' });
  expect(await ask('limit')).toMatchObject({ data: { goals: 3, configured: 2, set: true } });
});

test('one that fails takes along what was to come after it; one that is done lets the others begin', async () => {
  expect((await whenEnded(drover, 'G-5')).state).not.toBe('done');
  expect(await whenEnded(drover, 'G-6')).toMatchObject({ state: 'cancelled' });
  expect(await stateOf('G-4')).toBe('waiting');
  await letGo('G-1');
  expect(await whenEnded(drover, 'G-1')).toMatchObject({ state: 'done' });
  expect(await whenEnded(drover, 'G-4')).toMatchObject({ state: 'done' });
});

test('a task that is changed while its agent works is done before the goal is', async () => {
  expect(await textOf('edit', { goal: 'G-2', text: 'write a poem instead' })).toContain('M-1');
  await letGo('G-2');
  const goal = await whenEnded(drover, 'G-2');
  expect(goal).toMatchObject({ state: 'done', turn: 2, messages: [{ state: 'acknowledged' }] });
  expect(goal.spec.text).toBe('write a poem instead');
});

test('the queue can be emptied, and filled again', async () => {
  expect((await ask('undrain')).ok).toBe(true);
  expect((await ask('limit', { text: '0' })).ok).toBe(true);
  const queued = [await give('seven'), await give('eight')];
  expect(await ask('flush', { flags: { project: 'cart' } })).toMatchObject({ data: { goals: queued } });
  for (const goal of queued) expect(await stateOf(goal)).toBe('cancelled');
  expect((await ask('limit', { text: 'off' })).ok).toBe(true);
  expect(await whenEnded(drover, await give('seven'))).toMatchObject({ state: 'done' });
});

test('what is purged is gone for good, and what was delivered stays', async () => {
  const { branch, workspace } = await goalView(drover, 'G-1');
  expect(await ask('purge', { goal: 'G-1' })).toMatchObject({
    ok: false,
    hint: expect.stringContaining('--yes'),
  });
  const gone = await ask('purge', { goal: 'G-1', flags: { yes: true } });
  expect(gone).toMatchObject({ ok: true });
  await expect(access(workspace?.path ?? '/')).rejects.toThrow('ENOENT');
  await expect(access(join(installation.home, 'turns', 'G-1'))).rejects.toThrow('ENOENT');
  await killAndRestart();
  expect(await ask('status', { goal: 'G-1' })).toMatchObject({ ok: false, code: 'GOAL_NOT_FOUND' });
  expect(await textOf('list', { flags: { all: true } })).not.toContain('think first');
  expect(await installation.git('rev-parse', '--verify', branch)).toMatch(/^[0-9a-f]{40}$/);
  expect(await whenGoal(drover, await give('go on'), ({ state }) => state === 'done')).toBeDefined();
});
