import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canSeeProcesses, readProcessTable } from '../../../adapters/process/proc-table.ts';
import { findTagged, sendSignal } from '../../../adapters/process/process-tree.ts';
import type { AgentEvent, TurnLeft, TurnRequest, TurnResult } from '../../../src/ports/agent.ts';
import type { AgentHarness, AgentTweaks, Behaviour } from './harness/agent-harness.ts';
import type { RequestWishes } from './turn-request.ts';
import { newRequest } from './turn-request.ts';

type Answer = TurnResult | TurnLeft;
const never = (): AbortSignal => new AbortController().signal;
const patience = { timeout: 20_000, interval: 20 };
const watcher = fileURLToPath(new URL('programs/watch-turn.ts', import.meta.url));

/** What every agent promises when drover goes away and comes back. */
export function describeAttach(name: string, harness: AgentHarness, program: string): void {
  describe.skipIf(!canSeeProcesses())(`${name} when drover goes away`, () => {
    let root: string;
    let events: AgentEvent[];
    let session: string;
    beforeEach(async () => {
      root = await mkdtemp(join(tmpdir(), 'drover-attach-'));
      events = [];
      session = randomUUID();
    });
    afterEach(async () => {
      // What a failed test left behind, the shim first.
      for (const { pid, tag, shim } of await readProcessTable())
        if ((shim ?? tag) === requestOf().tag) sendSignal(pid, 'SIGKILL');
      await rm(root, { recursive: true, force: true });
    });

    const onEvent = (event: AgentEvent): void => {
      if (event.type !== 'alive') events.push(event);
    };
    const requestOf = (wishes: Partial<RequestWishes> = {}): TurnRequest =>
      newRequest(root, { session, onEvent, ...wishes });
    const attach = (wishes: Partial<RequestWishes> = {}, signal = never()): Promise<Answer> =>
      harness.make('is-held', root).attach(requestOf(wishes), signal);
    const living = async (): Promise<number> => (await findTagged(requestOf().tag)).length;
    const letGo = (): Promise<void> => writeFile(join(root, 'go'), '');
    const isOver = (): boolean => existsSync(join(root, 'turn/exit.json'));

    /** Starts a turn and leaves it once it has said something, or once its main process was noted. */
    async function leaveRunning(
      behaviour: Behaviour = 'is-held',
      tweaks: AgentTweaks = {},
      wishes: Partial<RequestWishes> = {},
    ): Promise<void> {
      const leave = new AbortController();
      const left = harness.make(behaviour, root, tweaks).runTurn(
        requestOf({
          ...wishes,
          leave: leave.signal,
          onEvent: ({ type }) => void (type === 'tool' && leave.abort()),
        }),
        never(),
      );
      if (behaviour !== 'is-held') await agentNoted().then(() => leave.abort());
      expect(await left).toEqual({ outcome: 'left' });
    }

    async function noteOf(key: 'pid' | 'agent'): Promise<unknown> {
      const text = await readFile(join(root, 'turn/shim.json'), 'utf8').catch(() => '{}');
      return (JSON.parse(text) as Record<string, unknown>)[key];
    }

    const agentNoted = async (): Promise<void> => {
      await expect.poll(() => noteOf('agent'), patience).toBeDefined();
    };
    const killShim = async (): Promise<void> => void process.kill(Number(await noteOf('pid')), 'SIGKILL');

    /** The same turn, watched from beginning to end, in a worktree of its own. */
    async function unbroken(): Promise<{ result: Answer; events: AgentEvent[] }> {
      const other = await mkdtemp(join(tmpdir(), 'drover-unbroken-'));
      const heard: AgentEvent[] = [];
      await writeFile(join(other, 'go'), '');
      const hear = (event: AgentEvent): void => void (event.type !== 'alive' && heard.push(event));
      const request = newRequest(other, { session, onEvent: hear });
      const result = await harness.make('is-held', other).runTurn(request, never());
      await rm(other, { recursive: true });
      return { result, events: heard };
    }

    async function expectWhole(result: Answer): Promise<void> {
      const expected = await unbroken();
      if (result.outcome === 'left' || expected.result.outcome === 'left') throw new Error('left');
      const { wallMs } = result.usage;
      expect(wallMs).toBeGreaterThan(0);
      expect(result).toEqual({ ...expected.result, usage: { ...expected.result.usage, wallMs } });
      expect(result.outcome).toBe('finished');
      expect(events).toEqual(expected.events);
    }

    it('leaves the process running at once, and goes on with it as if nothing had been', async () => {
      await leaveRunning();
      expect(await living()).toBeGreaterThan(0);
      const attached = attach();
      await expect.poll(() => events.some(({ type }) => type === 'tool'), patience).toBe(true);
      await letGo();
      await expectWhole(await attached);
      expect(await living()).toBe(0);
    });

    it('can be left and attached to again and again', async () => {
      await leaveRunning();
      for (let life = 0; life < 3; life += 1) {
        const leave = new AbortController();
        const left = attach({ leave: leave.signal, onEvent: () => leave.abort() });
        expect(await left).toEqual({ outcome: 'left' });
      }
      await letGo();
      await expectWhole(await attach());
    });

    it('tells of the whole turn that ended while nobody watched, as often as it is asked', async () => {
      await leaveRunning();
      await letGo();
      await expect.poll(isOver, patience).toBe(true);
      await expectWhole(await attach());
      events = [];
      await expectWhole(await attach());
    });

    it('goes on with a turn whose drover was killed outright', async () => {
      const drover = spawn(process.execPath, ['--no-warnings', watcher, program, root, session], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let heard = '';
      drover.stdout.on('data', (chunk: Buffer) => (heard += chunk.toString()));
      await expect.poll(() => heard, patience).toContain('"tool"');
      drover.kill('SIGKILL');
      await once(drover, 'exit');
      expect(await living()).toBeGreaterThan(0);
      const attached = attach();
      await letGo();
      await expectWhole(await attached);
      expect(await living()).toBe(0);
    });

    it('starts nothing when it is to be left before it began', async () => {
      const request = requestOf({ leave: AbortSignal.abort() });
      expect(await harness.make('finishes', root).runTurn(request, never())).toEqual({ outcome: 'left' });
      expect(existsSync(request.folder)).toBe(false);
      const result = await attach();
      expect(result).toMatchObject({ outcome: 'failed', failure: { kind: 'crashed' } });
    });

    it('ends an agent whose shim was killed while nobody watched, and calls it crashed', async () => {
      await leaveRunning();
      await killShim();
      const result = await attach();
      expect(result).toMatchObject({
        outcome: 'failed',
        failure: { kind: 'crashed' },
        session: events[0]?.type === 'session' && events[0].id,
      });
      expect(await living()).toBe(0);
    });

    it('ends an agent whose shim is killed while it is watched', async () => {
      const request = requestOf({
        onEvent: (event) => {
          onEvent(event);
          if (event.type === 'tool') void killShim();
        },
      });
      const result = await harness.make('is-held', root).runTurn(request, never());
      expect(result).toMatchObject({ outcome: 'failed', failure: { kind: 'crashed' } });
      expect(await living()).toBe(0);
    });

    it('interrupts first: what the agent still says of its turn counts', async () => {
      const stop = new AbortController();
      const request = requestOf({
        limits: { turnMs: 60_000, killAfterMs: 20_000 },
        onEvent: ({ type }) => void (type === 'usage' && stop.abort()),
      });
      const result = await harness.make('is-held', root).runTurn(request, stop.signal);
      // Ended by SIGTERM it would tell the signal and no code.
      const usage = { input: expect.toSatisfy((tokens: number) => tokens > 0) as number };
      expect(result).toMatchObject({ outcome: 'aborted', exitCode: 0, usage });
      expect(await living()).toBe(0);
    });

    it('can be ended by a life that attached to it, and is known to have been when it is asked again', async () => {
      await leaveRunning('hangs');
      const result = await attach({}, AbortSignal.abort());
      expect(result).toMatchObject({ outcome: 'aborted' });
      expect(await living()).toBe(0);
      expect(await attach()).toEqual(result);
    });

    it('goes on ending when drover goes away in the middle of it', async () => {
      const [leave, stop] = [new AbortController(), new AbortController()];
      const running = harness.make('hangs', root).runTurn(requestOf({ leave: leave.signal }), stop.signal);
      await agentNoted();
      stop.abort();
      leave.abort();
      expect(await running).toEqual({ outcome: 'left' });
      await expect.poll(isOver, patience).toBe(true);
      expect(await attach()).toMatchObject({ outcome: 'aborted' });
    });

    it('keeps to the time limit while nobody watches', async () => {
      await leaveRunning('hangs', {}, { limits: { turnMs: 1_500, killAfterMs: 300 } });
      await expect.poll(isOver, patience).toBe(true);
      expect(await living()).toBe(0);
      expect(await attach()).toMatchObject({ outcome: 'failed', failure: { kind: 'timeout' } });
    });

    it('ends when drover does not come back, and that is not held against the agent', async () => {
      await leaveRunning('is-held', { bounds: { orphanGraceMs: 5_000 } });
      await expect.poll(isOver, patience).toBe(true);
      expect(await living()).toBe(0);
      const note: unknown = JSON.parse(await readFile(join(root, 'turn/exit.json'), 'utf8'));
      expect(note).toMatchObject({ endedFor: 'orphaned' });
      const failure = { kind: 'crashed', byRestart: true };
      expect(await attach()).toMatchObject({ outcome: 'failed', failure });
    });

    it('shows its shim again and again that it is watched', async () => {
      const running = harness.make('is-held', root).runTurn(requestOf(), never());
      await agentNoted();
      const touched = new Set<number>();
      await expect
        .poll(async () => touched.add((await stat(join(root, 'turn/shim.json'))).mtimeMs).size, patience)
        .toBeGreaterThan(2);
      await letGo();
      expect(await running).toMatchObject({ outcome: 'finished' });
    });

    it('ends an agent that never stops writing', async () => {
      const agent = harness.make('is-endless', root, { bounds: { maxOutputBytes: 1_000_000 } });
      const result = await agent.runTurn(
        requestOf({ limits: { turnMs: 60_000, killAfterMs: 200 } }),
        never(),
      );
      expect(result).toMatchObject({ outcome: 'failed', failure: { kind: 'protocol' } });
      expect(await living()).toBe(0);
    });
  });
}
