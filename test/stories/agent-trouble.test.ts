import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { recordedEndings, recordingFile } from '../support/agents/claude-recordings.ts';
import type { DroverProcess } from '../support/whole/drover-process.ts';
import { factsOf, runGoal, whenEnded, whenGoal, whenSaid } from '../support/whole/goals.ts';
import { makeInstallation, type Installation } from '../support/whole/installation.ts';
import { allGone, childrenCanBeSeen, livingChildren } from '../support/whole/processes.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** Agents that are missing, refused, limited, killed, broken off or endless, and what becomes of their goals. */
let installation: Installation;
let drover: DroverProcess;

const fakeClaude = fileURLToPath(new URL('../support/programs/fake-claude.ts', import.meta.url));
const write = { edit: { path: 'notes.txt', write: 'turn {{turn}}\n' } };
const plays = (...turns: readonly object[][]) => ({ kind: 'scripted', script: { turns } });
/** Turns are counted over all sessions, so that a fresh session does not begin the script anew. */
const playsOnce = (...turns: readonly object[][]) => ({
  kind: 'scripted',
  script: { turns, countBy: 'home' },
});

/** Claude Code as a recording: it ends as the recorded process did. */
function replays(scenario: string): object {
  const { exitCode, signal, stderr } = recordedEndings[scenario] ?? {};
  const env = {
    FAKE_RECORDING: recordingFile(scenario),
    FAKE_EXIT: signal ?? String(exitCode ?? 0),
    FAKE_STDERR: stderr ?? '',
  };
  return { kind: 'claude', command: process.execPath, args: [fakeClaude], env };
}

/** Claude Code, killed in the middle of writing its last line. */
async function breaksOff(scenario: string): Promise<object> {
  const whole = await readFile(recordingFile(scenario));
  const half = join(installation.folder, 'half.jsonl');
  await writeFile(half, whole.subarray(0, whole.length - 400));
  const env = { FAKE_RECORDING: half, FAKE_EXIT: 'SIGKILL' };
  return { kind: 'claude', command: process.execPath, args: [fakeClaude], env };
}

beforeAll(async () => {
  installation = await makeInstallation();
  const agents = {
    missing: { kind: 'claude' },
    'not-logged-in': replays('no-api-key'),
    'claude-limited': replays('rate-limit-always'),
    'claude-killed': replays('sigkill-mid-tool'),
    'claude-good': replays('hello-acceptedits'),
    refused: plays([{ fail: { kind: 'auth', message: 'not logged in', hint: 'Log in at the machine.' } }]),
    limited: playsOnce(
      [write, { fail: { kind: 'rate-limited', message: 'slow down', retryAfterMs: 1200 } }],
      [{ say: 'Done.' }],
    ),
    killed: playsOnce([write, { crash: { signal: 'SIGKILL' } }], [{ say: 'Done.' }]),
    dying: plays([{ crash: { signal: 'SIGSEGV' } }]),
    silent: playsOnce([write, { exit: { code: 0 } }], [{ say: 'Done.' }]),
    half: await breaksOff('hello-acceptedits'),
    loud: plays([
      write,
      { output: { bytes: 17_000_000, as: 'lines' } },
      { output: { bytes: 17_000_000, as: 'one-line' } },
      { output: { bytes: 17_000_000, as: 'invalid-utf8' } },
      { say: 'Done.' },
    ]),
    hanging: plays([
      write,
      { usage: { input: 4000, output: 200, costUsd: 0.25 } },
      { daemon: { seconds: 300 } },
      { say: 'Thinking about it.' },
      { hang: 'stubborn' },
    ]),
  };
  await installation.configure({
    agents,
    projects: { cart: { source: installation.repository, accept: ['true'], agent: 'missing' } },
    concurrency: { goals: 6 },
  });
  drover = await installation.start({ PATH: await pathWithoutClaude() });
});
afterAll(() => installation.remove());

/** Node, git and the system's own programs; whatever else is installed on this machine is left out. */
async function pathWithoutClaude(): Promise<string> {
  const bin = join(installation.folder, 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'node'), `#!/bin/sh\nexec '${process.execPath}' "$@"\n`);
  await chmod(join(bin, 'node'), 0o755);
  return `${bin}:/usr/bin:/bin`;
}

const start = (agent: string) => runGoal(drover, `work with ${agent}`, { agent });

test.concurrent('a missing Claude Code fails the goal in its first turn and tells how to install it', async () => {
  const goal = await whenEnded(drover, await start('missing'));
  expect(goal).toMatchObject({ state: 'failed', turn: 1, turns: [{ failure: { kind: 'cli-missing' } }] });
  expect(goal.result?.hint).toContain('npm install -g @anthropic-ai/claude-code');
  const { text } = await drover.verb('agents');
  expect(text).toMatch(/✘ missing claude.*could not be started/);
});

test.concurrent.each([
  ['not-logged-in', /ANTHROPIC_API_KEY/],
  ['refused', /Log in at the machine/],
])('credentials that are refused end the goal at once with what to do (%s)', async (agent, hint) => {
  const goal = await whenEnded(drover, await start(agent));
  expect(goal).toMatchObject({ state: 'failed', turn: 1, turns: [{ failure: { kind: 'auth' } }] });
  expect(goal.result?.hint).toMatch(hint);
});

test.concurrent('a limit is waited for, with the time at which it goes on, and costs no turn', async () => {
  const id = await start('limited');
  const waiting = await whenGoal(drover, id, (goal) => goal.state === 'waiting');
  expect(waiting).toMatchObject({ waiting: { reason: 'rate-limit', note: 'slow down' } });
  const { text } = await drover.verb('status', { goal: id });
  expect(text).toMatch(/waiting \(rate-limit\): slow down|turn 1/);
  const goal = await whenEnded(drover, id);
  expect(goal).toMatchObject({ state: 'done', turn: 1, attempt: 2 });
});

test.concurrent('Claude Code at its limit makes the goal wait; a person can cancel the wait', async () => {
  const id = await start('claude-limited');
  const waiting = await whenGoal(drover, id, (goal) => goal.state === 'waiting');
  expect(waiting.turns).toMatchObject([{ failure: { kind: 'rate-limited' } }]);
  await drover.verb('cancel', { goal: id, text: 'not today' });
  expect(await whenEnded(drover, id)).toMatchObject({ state: 'cancelled', result: { reason: 'not today' } });
});

test.concurrent.each([
  ['killed', 'crashed'],
  ['silent', 'protocol'],
])(
  'a process that ends in the middle (%s) is resumed in its session, as the same turn',
  async (agent, kind) => {
    const goal = await whenEnded(drover, await start(agent));
    expect(goal).toMatchObject({ state: 'done', turn: 1, attempt: 2 });
    expect(goal.turns.map((turn) => turn.failure?.kind)).toEqual([kind, undefined]);
    expect(new Set(goal.turns.map((turn) => turn.session)).size).toBe(1);
  },
);

test.concurrent.each(['dying', 'claude-killed'])(
  'an agent that keeps dying (%s) is tried again in its session, then afresh, then a person must look',
  async (agent) => {
    const goal = await whenEnded(drover, await start(agent));
    expect(goal).toMatchObject({ state: 'escalated', turn: 1, attempt: 3 });
    expect(goal.turns.map((turn) => turn.failure?.signal)).toEqual(
      Array(3).fill(expect.stringMatching(/^SIG/)),
    );
    const sessions = new Set(goal.turns.map((turn) => turn.session));
    // A recording bears the same session id each time it is played.
    expect(sessions.size).toBe(agent === 'dying' ? 2 : 1);
    expect(goal.result?.hint).toMatch(/\w/);
  },
);

test.concurrent('half a line at the end of a stream is no result, and what was counted before it is kept', async () => {
  const goal = await whenEnded(drover, await start('half'));
  expect(goal).toMatchObject({ state: 'escalated', turn: 1 });
  const stream = await readFile(join(installation.home, 'turns', goal.handle, '1-1', 'stdout.jsonl'), 'utf8');
  expect(stream.endsWith('\n')).toBe(false);
  expect(goal.turns.map((turn) => turn.failure?.kind)).toEqual(['crashed', 'crashed', 'crashed']);
  expect(goal.usage.output).toBeGreaterThan(0);
});

test.concurrent('a turn of Claude Code is paid for and judged like any other', async () => {
  const id = await runGoal(drover, 'say hello', { agent: 'claude-good', turns: 1 });
  const goal = await whenEnded(drover, id);
  expect(goal.turns).toMatchObject([
    { outcome: 'finished', usage: { costUsd: expect.closeTo(0.022832, 6) } },
  ]);
  expect(goal).toMatchObject({ state: 'exhausted' });
});

test.concurrent('50 MB of output neither stop drover nor get lost in it', async () => {
  const goal = await whenEnded(drover, await start('loud'));
  expect(goal).toMatchObject({ state: 'done', turn: 1 });
  const kept = await stat(join(installation.home, 'turns', goal.handle, '1-1', 'stdout.jsonl'));
  expect(kept.size).toBeLessThan(60_000_000);
  const status = await readFile(`/proc/${drover.child.pid}/status`, 'utf8').catch(() => '');
  const peakKb = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0);
  expect(peakKb).toBeLessThan(600_000);
});

describe.skipIf(!childrenCanBeSeen)('where processes can be seen', () => {
  test.concurrent('cancel in the middle of a turn ends the whole process tree and still tells what the turn cost', async () => {
    const id = await start('hanging');
    await whenSaid(drover, id, 'Thinking');
    const before = await livingChildren(installation.home);
    expect(before.filter((tag) => tag.includes(`/${id}/`)).length).toBeGreaterThanOrEqual(2);
    const { text } = await drover.verb('cancel', { goal: id, text: 'wrong direction' });
    expect(text).toContain(`${id} is cancelled`);
    await allGone(installation.home, `${id}/`);
    const goal = await whenGoal(drover, id, ({ turns }) => turns.length > 0);
    expect(goal).toMatchObject({ state: 'cancelled', usage: { costUsd: 0.25, input: 4000 } });
    const facts = await factsOf(drover, id);
    expect(facts.filter((fact) => fact.type === 'goal.completed')).toMatchObject([
      { data: { state: 'cancelled', reason: 'wrong direction', usage: { costUsd: 0.25 } } },
    ]);
    expect(facts.at(-1)?.type).toBe('goal.completed');
  });
});
