import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, truncate, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findTagged } from '../../../adapters/process/process-tree.ts';
import type { FailureKind } from '../../../src/domain/failure.ts';
import type { Agent, AgentEvent, TurnRequest, TurnResult } from '../../../src/ports/agent.ts';

/** What an agent is made to do in its next turns. */
export type Behaviour =
  /** Says something, uses tools, ends its turn. */
  | 'finishes'
  /** As before, after many megabytes that are no events: lines, one endless line, NULs, invalid UTF-8. */
  | 'is-noisy'
  /** Wants something it may not do, and ends its turn all the same. */
  | 'is-denied'
  /** Begins its turn, leaves a child in a session of its own behind, and never goes on. */
  | 'hangs'
  /** Begins its turn and dies by SIGKILL. */
  | 'dies'
  /** Exits with 0 and without a result. */
  | 'says-nothing'
  | 'is-rate-limited'
  | 'has-lost-its-session';

/** One implementation of the port under test. */
export interface AgentHarness {
  /** An agent that behaves like that; `home` is a folder of its own, `silenceMs` its limit for silence. */
  make(behaviour: Behaviour, home: string, silenceMs?: number): Agent;
  /** What `finishes` says last and uses. */
  readonly finished: { readonly text: string; readonly tokens: readonly number[]; readonly costUsd: number };
  readonly denial: { readonly tool: string; readonly what: string };
  /** What must never be found in the notes of a turn: the value of a secret variable the agent was given. */
  readonly secret: string;
}

const never = (): AbortSignal => new AbortController().signal;
const failing: readonly (readonly [Behaviour, FailureKind])[] = [
  ['dies', 'crashed'],
  ['says-nothing', 'protocol'],
  ['is-rate-limited', 'rate-limited'],
  ['has-lost-its-session', 'session-lost'],
];

/** What every agent promises, whatever program is behind it. */
export function describeAgent(name: string, harness: AgentHarness): void {
  describe(`${name} as an agent`, () => {
    let root: string;
    let events: AgentEvent[];
    beforeEach(async () => {
      root = await mkdtemp(join(tmpdir(), 'drover-agent-'));
      events = [];
    });
    afterEach(async () => {
      await rm(root, { recursive: true, force: true });
    });

    const requestOf = (more: Partial<TurnRequest> = {}): TurnRequest => ({
      tag: `contract/${root}/1-1`,
      prompt: 'fix it',
      session: { id: randomUUID(), resume: false, costUsdBefore: 0 },
      workspace: root,
      folder: join(root, 'turn'),
      allowedCommands: [],
      limits: { turnMs: 60_000, killAfterMs: 2_000 },
      onEvent: (event) => void events.push(event),
      ...more,
    });
    const turn = (behaviour: Behaviour, request = requestOf(), signal = never()): Promise<TurnResult> =>
      harness.make(behaviour, root).runTurn(request, signal);
    const output = (): Promise<Buffer> => readFile(join(root, 'turn/stdout.jsonl'));

    it('finishes a turn and tells what was said and used', async () => {
      const request = requestOf();
      const result = await turn('finishes', request);
      expect(result).toMatchObject({
        outcome: 'finished',
        text: harness.finished.text,
        exitCode: 0,
        denials: [],
      });
      expect(result.failure).toBeUndefined();
      expect(result.session).toMatch(/\S/);
      const { input, output: out, cacheRead, cacheWrite, costUsd, wallMs } = result.usage;
      expect([input, out, cacheRead, cacheWrite]).toEqual(harness.finished.tokens);
      expect(costUsd).toBeCloseTo(harness.finished.costUsd, 9);
      expect(wallMs).toBeGreaterThan(0);
      expect(await findTagged(request.tag)).toEqual([]);
    });

    it('tells what happens while it happens', async () => {
      const { session } = await turn('finishes');
      const types = events.map((event) => event.type);
      expect(events[0]).toMatchObject({ type: 'session', id: session });
      expect(types).toEqual(expect.arrayContaining(['text', 'tool', 'usage']));
      expect(types.filter((type) => type === 'session')).toHaveLength(1);
      expect(events.findLast((event) => event.type === 'text')).toEqual({
        type: 'text',
        text: harness.finished.text,
      });
    });

    it('leaves notes of the turn that tell everything but secrets', async () => {
      await turn('finishes');
      const files = await readdir(join(root, 'turn'));
      expect(files.toSorted()).toEqual(['exit.json', 'meta.json', 'stderr.log', 'stdout.jsonl']);
      const texts = await Promise.all(files.map((file) => readFile(join(root, 'turn', file), 'utf8')));
      expect(texts.join('\n')).not.toContain(harness.secret);
      const meta: unknown = JSON.parse(await readFile(join(root, 'turn/meta.json'), 'utf8'));
      expect(meta).toMatchObject({ tag: requestOf().tag, workspace: root, envNames: expect.any(Array) });
      const { mode } = await stat(join(root, 'turn/stdout.jsonl'));
      expect(mode & 0o077).toBe(0);
    });

    it('survives megabytes of noise and still hears the events', async () => {
      const result = await turn('is-noisy');
      expect(result).toMatchObject({ outcome: 'finished', text: harness.finished.text });
      expect((await output()).length).toBeGreaterThan(40_000_000);
    });

    it('tells of each refused tool call once, and does not call it a failure', async () => {
      const result = await turn('is-denied');
      expect(result).toMatchObject({ outcome: 'finished', denials: [harness.denial] });
      expect(events.filter((event) => event.type === 'denied')).toEqual([
        { type: 'denied', denial: harness.denial },
      ]);
    });

    it.each(failing)('an agent that %s has failed: %s', async (behaviour, kind) => {
      const result = await turn(behaviour);
      expect(result).toMatchObject({ outcome: 'failed', failure: { kind } });
      expect(result.failure?.message).toMatch(/\S/);
    });

    it('tells the signal that ended it', async () => {
      expect((await turn('dies')).failure?.signal).toBe('SIGKILL');
    });

    it('has no session when it lost the one it had', async () => {
      expect((await turn('has-lost-its-session')).session).toBeUndefined();
    });

    it('is aborted together with everything it started, and tells the session to go on with', async () => {
      const controller = new AbortController();
      const request = requestOf({
        onEvent: (event) => {
          events.push(event);
          if (event.type === 'session') controller.abort();
        },
      });
      const result = await turn('hangs', request, controller.signal);
      expect(result).toMatchObject({
        outcome: 'aborted',
        session: events[0]?.type === 'session' && events[0].id,
      });
      expect(result.failure).toBeUndefined();
      expect(await findTagged(request.tag)).toEqual([]);
    });

    it('is aborted before it begins when that was wished already', async () => {
      const result = await turn('finishes', requestOf(), AbortSignal.abort());
      expect(result).toMatchObject({ outcome: 'aborted', usage: { input: 0, output: 0 } });
      expect(events).toEqual([]);
    });

    it('fails when the turn takes too long, and nothing of it lives on', async () => {
      const request = requestOf({ limits: { turnMs: 1_500, killAfterMs: 500 } });
      const result = await turn('hangs', request);
      expect(result).toMatchObject({ outcome: 'failed', failure: { kind: 'timeout' } });
      expect(await findTagged(request.tag)).toEqual([]);
    });

    it('fails when it is silent for too long, and nothing of it lives on', async () => {
      const request = requestOf();
      const result = await harness.make('hangs', root, 1_500).runTurn(request, never());
      expect(result).toMatchObject({ outcome: 'failed', failure: { kind: 'timeout' } });
      expect(await findTagged(request.tag)).toEqual([]);
    });

    it('recovers every finished and failed turn from its folder just as it was', async () => {
      for (const behaviour of ['finishes', 'is-denied', 'dies', 'says-nothing', 'is-rate-limited'] as const) {
        const request = requestOf({ folder: join(root, behaviour) });
        const agent = harness.make(behaviour, root);
        const result = await agent.runTurn(request, never());
        expect(await agent.recover(request)).toEqual(result);
      }
    });

    it('recovers the finished turn although drover died before it was noted', async () => {
      const result = await turn('finishes');
      await rm(join(root, 'turn/exit.json'));
      const recovered = await harness.make('finishes', root).recover(requestOf());
      expect(recovered).toMatchObject({ outcome: 'finished', text: result.text, session: result.session });
      expect(recovered.usage.input).toBe(result.usage.input);
      expect(recovered.usage.wallMs).toBeGreaterThan(0);
    });

    it('recovers a turn that was cut off as crashed, with its session', async () => {
      const { session } = await turn('finishes');
      await rm(join(root, 'turn/exit.json'));
      await truncate(join(root, 'turn/stdout.jsonl'), (await output()).length - 2);
      const recovered = await harness.make('finishes', root).recover(requestOf());
      expect(recovered).toMatchObject({ outcome: 'failed', failure: { kind: 'crashed' }, session });
    });

    it('recovers a turn of which nothing was written as crashed, without a session', async () => {
      const recovered = await harness
        .make('finishes', root)
        .recover(requestOf({ folder: join(root, 'none') }));
      expect(recovered).toMatchObject({
        outcome: 'failed',
        failure: { kind: 'crashed' },
        text: '',
        denials: [],
      });
      expect(recovered.session).toBeUndefined();
      expect(recovered.usage).toEqual({ input: 0, output: 0, cacheRead: 0, cacheWrite: 0, wallMs: 0 });
    });

    it('is well and tells its version', async () => {
      const health = await harness.make('finishes', root).probe(never());
      expect(health).toEqual({ ok: true, version: expect.stringMatching(/\d/) });
    });
  });
}
