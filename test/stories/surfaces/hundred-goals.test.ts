import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { buildSlack } from '../../../src/compose/chat/build-slack.ts';
import { openDrover, type Opened } from '../../../src/compose/open-drover.ts';
import { assembleConfig } from '../../../src/config/assemble-config.ts';
import { noUsage } from '../../../src/domain/turn.ts';
import type { Chat } from '../../../src/ports/chat/chat.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { runOutboxSender } from '../../../src/runner/outbox/outbox-sender.ts';
import { runWorker } from '../../../src/runner/worker.ts';
import { instantWorkspaces } from '../../bench/loop/bench-core.ts';
import type { EmulatorState, StoredMessage } from '../../support/slack-emulator/emulator-state.ts';
import { addFault } from '../../support/slack-emulator/faults.ts';
import { until } from '../../support/until.ts';
import { aliceId, openWorkspace, posts, shows, typed } from '../../support/whole/slack.ts';

const goals = 100;
/** Minutes pass so many times as fast: for Slack's limits, and for the rhythm that drover keeps them with. */
const speed = 20;

const handles = Array.from({ length: goals }, (_, index) => `G-${index + 1}`);

test('a hundred goals in one channel: threads in order, nothing twice, cards up to date, no limit ignored, and answers never behind', async () => {
  const { state, drover } = await openWorld();
  for (const handle of handles)
    expect(await typed(state, 'socket', aliceId, `run --no-accept --deliver none work ${handle}`)).toContain(
      handle,
    );
  const waits = await askMeanwhile(state, drover);
  await until('everything to be said', () => saidAll(drover), 120_000);
  const { answered, behind, slowestMs, medianMs } = waits;
  process.stdout.write(
    `${answered} answers while up to ${behind} posts waited: median ${medianMs} ms, slowest ${slowestMs} ms\n`,
  );
  expect(behind).toBeGreaterThan(goals);
  expect(answered).toBeGreaterThan(5);
  expect(handles.flatMap((handle) => faultsIn(state, handle))).toEqual([]);
  expect(state.violations).toEqual([]);
  const limited = state.calls.filter(({ outcome }) => outcome === 'rate-limit');
  expect(limited.length).toBeGreaterThanOrEqual(6);
}, 180_000);

async function openWorld() {
  const folder = await mkdtemp(join(tmpdir(), 'drover-hundred-'));
  const workspace = await openWorkspace();
  const { state } = workspace;
  state.rates.speed = speed;
  state.rates.mode = 'scaled';
  addFault(state, { kind: 'rate-limit', method: 'chat.postMessage', retryAfter: 1, times: 3 });
  addFault(state, { kind: 'rate-limit', method: 'chat.update', retryAfter: 1, times: 3 });
  const drover = await openDrover(configOf(folder, workspace.env('socket')));
  const slack = await buildSlack(drover);
  if (slack === undefined) throw new Error('Slack is configured');
  const stop = new AbortController();
  await slack.start(stop.signal);
  const work = runParts(drover, slack.chat, folder, stop.signal);
  onTestFinished(async () => {
    stop.abort();
    await slack.stop();
    await work;
    await drover.close();
    await workspace.close();
    await rm(folder, { recursive: true, force: true });
  });
  return { state, drover };
}

function configOf(folder: string, slack: Readonly<Record<string, string>>) {
  const value = {
    projects: { shop: { source: '/repos/shop', agent: 'tiny', accept: 'none', deliver: 'none' } },
    agents: { tiny: { kind: 'scripted', script: { turns: [] } } },
    access: { run: [`slack:${aliceId}`] },
    dispatchPerMinute: 0,
  };
  const env = {
    ...slack,
    PATH: process.env['PATH'] ?? '',
    DROVER_HOME: join(folder, 'home'),
    LOG_LEVEL: 'fatal',
  };
  const result = assembleConfig({ value, env, cwd: folder });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}

/** The worker with an agent and a repository that take no time, and the outbox in Slack's faster minutes. */
async function runParts(drover: Opened, chat: Chat, folder: string, signal: AbortSignal): Promise<void> {
  const { runtime, tools, config } = drover;
  const worker = runWorker(
    {
      runtime,
      tools: { ...tools, workspaces: instantWorkspaces(folder), agents: tinyAgents(drover) },
      reaper: { reap: async () => [] },
      slots: config.concurrency,
      name: 'story',
    },
    signal,
  );
  const sender = runOutboxSender(
    {
      runtime: { ...runtime, clock: fasterClock(runtime.clock) },
      chats: new Map([['slack', inFasterMinutes(chat)]]),
      redact: (text) => text,
      cardMs: config.beacon.minMs,
    },
    signal,
  );
  await Promise.all([worker, sender]);
}

const tinyAgents = ({ agents }: Opened): Opened['agents'] =>
  new Map(
    [...agents].map(([name, agent]) => [
      name,
      {
        ...agent,
        runTurn: async ({ session, onEvent }) => {
          onEvent({ type: 'text', text: 'At work.' });
          return { outcome: 'finished', session: session.id, usage: noUsage, text: 'Done.', denials: [] };
        },
      },
    ]),
  );

function fasterClock(clock: Clock): Clock {
  const begin = clock.now();
  return {
    now: () => begin + (clock.now() - begin) * speed,
    sleep: (ms, signal) => clock.sleep(ms / speed, signal),
  };
}

/** Slack tells its waits in seconds of this world. */
const inFasterMinutes = (chat: Chat): Chat => ({
  ...chat,
  send: async (message, signal) => slower(await chat.send(message, signal)),
  edit: async (id, message, signal) => slower(await chat.edit(id, message, signal)),
});

function slower(result: Awaited<ReturnType<Chat['send']>>): typeof result {
  if (result.ok || result.failure.kind !== 'rate-limited') return result;
  const { failure } = result;
  return { ok: false, failure: { ...failure, retryAfterMs: failure.retryAfterMs * speed } };
}

/** Asks how a goal stands, again and again, until most of what waits has been said. */
async function askMeanwhile(state: EmulatorState, { runtime: { store } }: Opened) {
  const took: number[] = [];
  let behind = 0;
  for (let waiting = Infinity; waiting > goals / 2;) {
    const handle = handles[took.length % goals] ?? 'G-1';
    const began = performance.now();
    expect(await typed(state, 'socket', aliceId, `status ${handle}`)).toContain(handle);
    took.push(Math.round(performance.now() - began));
    waiting = (await store.pending()).length;
    behind = Math.max(behind, waiting);
  }
  const sorted = took.toSorted((a, b) => a - b);
  return {
    answered: took.length,
    behind,
    medianMs: sorted[sorted.length >> 1],
    slowestMs: sorted.at(-1),
  };
}

async function saidAll({ runtime: { store } }: Opened): Promise<true | undefined> {
  const open = await store.list({ terminal: false });
  return open.length === 0 && (await store.pending()).length === 0 ? true : undefined;
}

/** What is wrong with a goal's thread: its root and then each notice, once and in order, under a card that tells the end. */
function faultsIn(state: EmulatorState, handle: string): readonly string[] {
  const thread = posts(state).filter((post) => keyOf(post).startsWith(`${handle}/`));
  const [root, ...notices] = thread;
  const wanted = notices.map((_, index) => `${handle}/notice/${index + 1}`);
  return [
    ...(root !== undefined && keyOf(root) === `${handle}/root/1` ? [] : [`${handle} has no root`]),
    ...(notices.map(keyOf).join() === wanted.join() ? [] : [`${handle} reads ${notices.map(keyOf).join()}`]),
    ...(notices.every(({ threadTs }) => threadTs === root?.ts) ? [] : [`${handle} has strays`]),
    ...(notices.some((notice) => shows(notice, `${handle} is done`)) ? [] : [`${handle} has no end`]),
    ...(root !== undefined && shows(root, 'done') ? [] : [`the card of ${handle} is behind`]),
  ];
}

const keyOf = (post: StoredMessage): string => String(post.metadata?.event_payload['key']);
