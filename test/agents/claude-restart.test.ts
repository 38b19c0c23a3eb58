import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { findTagged, killTagged } from '../../adapters/process/process-tree.ts';
import type { AgentEvent, TurnRequest } from '../../src/ports/agent.ts';
import type { ClaudeBench } from '../support/agents/claude-bench.ts';
import { call, createClaudeBench, ended } from '../support/agents/claude-bench.ts';
import { findClaude } from '../support/agents/real-claude.ts';
import type { WatchedTurn } from '../support/agents/turn-watcher.ts';
import { gate, inOrder } from '../support/model-server/gate.ts';
import { until } from '../support/until.ts';

const claude = findClaude() ?? '';
const watcher = fileURLToPath(new URL('../support/agents/turn-watcher.ts', import.meta.url));
const never = () => new AbortController().signal;

/** Waits until the shim has noted the end. */
const exits = (folder: string) =>
  until('the agent to end', () => (existsSync(join(folder, 'exit.json')) ? true : undefined), 60_000);

/** What is heard of a turn, without what depends on the moment. */
const told = (events: readonly AgentEvent[]) => events.filter(({ type }) => type !== 'alive');

describe.skipIf(claude === '')('the real Claude Code while drover goes away and comes back', () => {
  let bench: ClaudeBench;
  beforeEach(async () => {
    bench = await createClaudeBench(claude);
    onTestFinished(async () => void (await killTagged(bench.tag, 'SIGKILL')));
  });
  afterEach(() => bench.close());

  const alive = async (): Promise<number> => (await findTagged(bench.tag)).length;
  const write = call('Write', { file_path: 'a.txt', content: 'a\n' });

  /** A model that writes a file and then thinks until the gate is opened. */
  function playGated() {
    const last = gate({ text: 'It is written.' });
    bench.model.play(inOrder([{ text: 'I write it.', ...write }, last]));
    return last;
  }

  /** Begins a turn and goes away in the middle of it. */
  async function leave(request: TurnRequest, reached: Promise<void>): Promise<void> {
    const away = new AbortController();
    const running = bench.agent().runTurn({ ...request, leave: away.signal }, never());
    await reached;
    away.abort();
    expect(await running).toEqual({ outcome: 'left' });
  }

  /** Begins a turn in a process of its own, which is killed in the middle of it. */
  async function beKilled(request: TurnRequest, reached: Promise<void>): Promise<void> {
    const watched: WatchedTurn = { command: claude, env: bench.env(), request };
    const child = spawn(process.execPath, [watcher, JSON.stringify(watched)], { stdio: 'inherit' });
    onTestFinished(() => void child.kill('SIGKILL'));
    await reached;
    child.kill('SIGKILL');
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  }

  const whole = {
    outcome: 'finished',
    text: 'It is written.',
    usage: { input: 2000, output: 40 },
    exitCode: 0,
  };
  it.each([
    ['leaves', leave],
    ['is killed', beKilled],
  ])('works on when drover %s, and is heard whole by the next life', async (_, goAway) => {
    const last = playGated();
    const request = bench.request();
    await goAway(request, last.reached.promise);
    expect(await alive()).toBeGreaterThan(0);

    const heard: AgentEvent[] = [];
    const attached = bench.agent().attach({ ...request, onEvent: (event) => heard.push(event) }, never());
    last.opened.resolve();
    const result = ended(await attached);
    expect(result).toMatchObject({ ...whole, session: request.session.id });
    expect(result.usage.costUsd).toBeGreaterThan(0);
    expect(told(heard)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'session', id: request.session.id }),
        { type: 'text', text: 'I write it.' },
        { type: 'tool', name: 'Write', what: 'a.txt' },
        { type: 'text', text: 'It is written.' },
      ]),
    );
    expect(heard.filter(({ type }) => type === 'session')).toHaveLength(1);
    // Nothing was asked twice.
    expect(bench.model.requests.filter(({ side }) => !side)).toHaveLength(2);
    expect(await alive()).toBe(0);
  });

  it('may end while drover is away: the turn is what it was, also the second time it is asked for', async () => {
    const last = playGated();
    const request = bench.request();
    await beKilled(request, last.reached.promise);
    last.opened.resolve();
    await exits(request.folder);
    const result = ended(await bench.agent().attach(request, never()));
    expect(result).toMatchObject({ ...whole, session: request.session.id });
    expect(ended(await bench.agent().attach(request, never()))).toEqual(result);
    expect(bench.model.requests.filter(({ side }) => !side)).toHaveLength(2);
    expect(await alive()).toBe(0);
  });

  // See claude-stop.test.ts: the CLI does not always come to tell its result.
  it('is stopped by a life that did not start it, politely', { retry: 4 }, async () => {
    const last = playGated();
    const request = bench.request();
    await leave(request, last.reached.promise);
    const stop = new AbortController();
    const attached = bench.agent().attach(request, stop.signal);
    stop.abort();
    const result = ended(await attached);
    expect(result).toMatchObject({ outcome: 'aborted', session: request.session.id });
    expect(result.usage.input).toBe(1000);
    // Only an interrupted turn tells of a cost.
    expect(result.usage.costUsd).toBeGreaterThan(0);
    expect(await alive()).toBe(0);
  });

  it('is ended when nobody comes back', async () => {
    const last = playGated();
    const request = bench.request();
    const away = new AbortController();
    const agent = bench.agent({ options: { bounds: { orphanGraceMs: 8_000 } } });
    const running = agent.runTurn({ ...request, leave: away.signal }, never());
    await last.reached.promise;
    away.abort();
    expect(await running).toEqual({ outcome: 'left' });
    await exits(request.folder);
    expect(await alive()).toBe(0);
    const result = ended(await bench.agent().attach(request, never()));
    expect(result).toMatchObject({ outcome: 'failed', failure: { kind: 'crashed', byRestart: true } });
    expect(result.session).toBe(request.session.id);
  });
});
