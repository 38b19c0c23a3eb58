import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, truncate, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findTagged } from '../../../adapters/process/process-tree.ts';
import type { FailureKind } from '../../../src/domain/failure.ts';
import type { Agent, AgentEvent, TurnRequest, TurnResult } from '../../../src/ports/agent.ts';
import type { AgentHarness, Behaviour } from './harness/agent-harness.ts';
import type { RequestWishes } from './turn-request.ts';
import { newRequest } from './turn-request.ts';

const never = (): AbortSignal => new AbortController().signal;
const failing: readonly (readonly [Behaviour, FailureKind])[] = [
  ['dies', 'crashed'],
  ['says-nothing', 'protocol'],
  ['is-rate-limited', 'rate-limited'],
  ['has-lost-its-session', 'session-lost'],
];

const ended = async (turn: ReturnType<Agent['runTurn']>): Promise<TurnResult> => {
  const result = await turn;
  if (result.outcome === 'left') throw new Error('nobody wished to leave');
  return result;
};

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

    const requestOf = (wishes: Partial<RequestWishes> = {}): TurnRequest =>
      newRequest(root, { session: randomUUID(), onEvent: (event) => void events.push(event), ...wishes });
    const turn = (behaviour: Behaviour, request = requestOf(), signal = never()): Promise<TurnResult> =>
      ended(harness.make(behaviour, root).runTurn(request, signal));
    const attach = (request = requestOf(), behaviour: Behaviour = 'finishes'): Promise<TurnResult> =>
      ended(harness.make(behaviour, root).attach(request, never()));
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
      expect(files.toSorted()).toEqual(['exit.json', 'meta.json', 'shim.json', 'stderr.log', 'stdout.jsonl']);
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
      const result = await harness.make('hangs', root, { silenceMs: 1_500 }).runTurn(request, never());
      expect(result).toMatchObject({ outcome: 'failed', failure: { kind: 'timeout' } });
      expect(await findTagged(request.tag)).toEqual([]);
    });

    it('answers for every turn that ended, when it is asked again, just as it was', async () => {
      for (const behaviour of ['finishes', 'is-denied', 'dies', 'says-nothing', 'is-rate-limited'] as const) {
        const request = requestOf({ folder: join(root, behaviour) });
        const result = await turn(behaviour, request);
        const heard = events.splice(0).filter(({ type }) => type !== 'alive');
        expect(await attach(request, behaviour)).toEqual(result);
        expect(events.splice(0).filter(({ type }) => type !== 'alive')).toEqual(heard);
      }
    });

    it('answers for the finished turn although nobody noted how its process ended', async () => {
      const result = await turn('finishes');
      await rm(join(root, 'turn/exit.json'));
      const again = await attach();
      expect(again).toMatchObject({ outcome: 'finished', text: result.text, session: result.session });
      expect(again.usage.input).toBe(result.usage.input);
      expect(again.usage.wallMs).toBeGreaterThan(0);
    });

    it('hears a last line that was not ended', async () => {
      const result = await turn('finishes');
      await truncate(join(root, 'turn/stdout.jsonl'), (await output()).length - 1);
      expect(await attach()).toEqual(result);
    });

    it('calls a turn crashed that was cut off, and tells its session', async () => {
      const { session } = await turn('finishes');
      await rm(join(root, 'turn/exit.json'));
      await truncate(join(root, 'turn/stdout.jsonl'), (await output()).length - 2);
      expect(await attach()).toMatchObject({ outcome: 'failed', failure: { kind: 'crashed' }, session });
    });

    it('calls a turn crashed of which nothing was written, without a session', async () => {
      const again = await attach(requestOf({ folder: join(root, 'none') }));
      expect(again).toMatchObject({
        outcome: 'failed',
        failure: { kind: 'crashed' },
        text: '',
        denials: [],
      });
      expect(again.session).toBeUndefined();
      expect(again.usage).toEqual({ input: 0, output: 0, cacheRead: 0, cacheWrite: 0, wallMs: 0 });
    });

    it('is well and tells its version', async () => {
      const health = await harness.make('finishes', root).probe(never());
      expect(health).toEqual({ ok: true, version: expect.stringMatching(/\d/) });
    });
  });
}
