import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClaudeAgent } from '../../adapters/agents/claude/create-claude-agent.ts';
import { findTagged, killTagged } from '../../adapters/process/process-tree.ts';
import { systemClock } from '../../adapters/system/system-clock.ts';
import type { FailureKind } from '../../src/domain/failure.ts';
import { noUsage } from '../../src/domain/turn.ts';
import type { ClaudeBench } from '../support/agents/claude-bench.ts';
import { bash, createClaudeBench, sessionOf } from '../support/agents/claude-bench.ts';
import { quietLogger } from '../support/agents/quiet-logger.ts';
import { findClaude } from '../support/agents/real-claude.ts';
import type { ModelReplyInput } from '../support/model-server/model-reply.ts';
import { faults } from '../support/model-server/model-reply.ts';

const claude = findClaude() ?? '';
const done = { text: 'All done.' };
/** Retries are the CLI's own and take minutes; one is enough here. */
const impatient = { CLAUDE_CODE_MAX_RETRIES: '1' };

describe.skipIf(claude === '')('the real Claude Code in trouble', () => {
  let bench: ClaudeBench;
  beforeEach(async () => {
    bench = await createClaudeBench(claude);
  });
  afterEach(() => bench.close());

  /** Waits for a file that a tool of the agent writes. */
  async function appears(name: string): Promise<void> {
    for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(20)) {
      if ((await readFile(join(bench.workspace, name), 'utf8').catch(() => '')) !== '') return;
    }
    throw new Error(`${name} did not appear`);
  }

  const faultKinds: readonly (readonly [string, ModelReplyInput, FailureKind])[] = [
    ['429', faults.rateLimited(), 'rate-limited'],
    ['429 with a long retry-after', faults.rateLimited(300), 'rate-limited'],
    ['529', faults.overloaded(), 'overloaded'],
    ['401', faults.unauthorized(), 'auth'],
    ['403', faults.forbidden(), 'auth'],
    ['404', faults.unknownModel('no-such-model'), 'model-unknown'],
    ['400, the prompt being too long', faults.promptTooLong(), 'context-overflow'],
    ['a closed connection', { fault: 'refuse' }, 'network'],
    ['a torn stream', { fault: 'cut' }, 'network'],
  ];

  it.each(faultKinds)('a vendor that answers %s is told apart', async (_, fault, kind) => {
    const result = await bench.turn([fault], { env: impatient });
    expect(result).toMatchObject({ outcome: 'failed', failure: { kind } });
  });

  it('does not wait for minutes when the credentials are refused', async () => {
    const result = await bench.turn([faults.unauthorized()]);
    expect(result).toMatchObject({ outcome: 'failed', failure: { kind: 'auth' } });
    expect(result.failure?.hint).toContain('ANTHROPIC_API_KEY');
    // Its own ten tries take three minutes.
    expect(bench.model.requests.length).toBeLessThan(4);
    expect(await findTagged(bench.tag)).toEqual([]);
  });

  it('goes on by itself after a passing trouble', async () => {
    const result = await bench.turn([faults.overloaded(), done]);
    expect(result).toMatchObject({ outcome: 'finished', text: 'All done.' });
    expect(bench.events.some((event) => event.type === 'waiting')).toBe(true);
  });

  it('says that a session is lost', async () => {
    const session = { id: '00000000-0000-4000-8000-000000000000', resume: true, totals: noUsage };
    const result = await bench.turn([done], { request: { session } });
    expect(result).toMatchObject({ outcome: 'failed', failure: { kind: 'session-lost' } });
    expect(bench.model.requests).toEqual([]);
  });

  it('says that a session cannot be begun twice', async () => {
    const first = await bench.turn([done]);
    const session = { ...sessionOf(first), resume: false };
    const result = await bench.turn([done], { request: { session } });
    expect(result).toMatchObject({ outcome: 'failed', failure: { kind: 'session-lost' } });
  });

  it('says why it refuses to start', async () => {
    const result = await bench.turn([done], { options: { args: ['--no-such-flag'] } });
    expect(result).toMatchObject({ outcome: 'failed', failure: { kind: 'cli-refused' } });
    expect(result.failure?.message).toContain('--no-such-flag');
  });

  it('says that it is missing', async () => {
    const options = { command: join(bench.root, 'no-claude-here') };
    const result = await bench.turn([done], { options });
    expect(result).toMatchObject({ outcome: 'failed', failure: { kind: 'cli-missing' } });
    expect(result.failure?.hint).toContain('npm install');
  });

  it('is silent for too long when its vendor is', async () => {
    const result = await bench.turn([{ fault: 'hang' }], { options: { silenceMs: 3_000 } });
    expect(result).toMatchObject({ outcome: 'failed', failure: { kind: 'timeout' } });
    expect(await findTagged(bench.tag)).toEqual([]);
  });

  it('is aborted in the middle of a tool, together with the tool, and can go on', async () => {
    const slow = 'echo begun > begun.txt; sleep 300';
    const controller = new AbortController();
    const running = bench.turn(
      [bash(slow), done],
      { request: { allowedCommands: [slow] } },
      controller.signal,
    );
    await appears('begun.txt');
    const alive = await findTagged(bench.tag);
    controller.abort();
    const result = await running;
    expect(alive.length).toBeGreaterThan(1);
    expect(result).toMatchObject({ outcome: 'aborted' });
    expect(result.usage.input).toBe(1000);
    expect(await findTagged(bench.tag)).toEqual([]);
    const resumed = await bench.turn([{ text: 'Back again.' }], { request: { session: sessionOf(result) } });
    expect(resumed).toMatchObject({ outcome: 'finished', text: 'Back again.', session: result.session });
  });

  it('leaves nothing behind of a child that a successful tool call moved to another session', async () => {
    const daemon = 'setsid sleep 300 > /dev/null 2>&1 & echo $! > begun.txt';
    const result = await bench.turn([bash(daemon), done], { options: { allowedTools: ['Bash(*)'] } });
    expect(result).toMatchObject({ outcome: 'finished', denials: [] });
    await appears('begun.txt');
    expect(await findTagged(bench.tag)).toEqual([]);
  });

  it('is killed outright and goes on with the same session, knowing what was', async () => {
    const slow = 'echo begun > begun.txt; sleep 300';
    const request = { prompt: 'Remember the word heron.', allowedCommands: [slow] };
    const running = bench.turn([bash(slow), done], { request });
    await appears('begun.txt');
    await killTagged(bench.tag, 'SIGKILL');
    const killed = await running;
    expect(killed).toMatchObject({ outcome: 'failed', failure: { kind: 'crashed', signal: 'SIGKILL' } });
    const resumed = await bench.turn([{ text: 'It was heron.' }], {
      request: { session: sessionOf(killed) },
    });
    expect(resumed).toMatchObject({ outcome: 'finished', text: 'It was heron.' });
    expect(bench.model.requests.at(-1)?.raw).toContain('Remember the word heron.');
  });

  it('answers a probe with its version, and says when credentials are missing', async () => {
    const options = { name: 'claude', command: claude, args: [], allowedTools: [], deniedTools: [] };
    const base = { ...options, clock: systemClock, logger: quietLogger() };
    const env = { PATH: process.env['PATH'] ?? '', HOME: bench.home };
    const signal = new AbortController().signal;
    const without = await createClaudeAgent({ ...base, env }).probe(signal);
    expect(without).toMatchObject({ ok: false, version: expect.stringMatching(/^\d/) });
    expect(without.problem).toContain('credentials');
    const key = { ...env, ANTHROPIC_API_KEY: 'k' };
    expect(await createClaudeAgent({ ...base, env: key }).probe(signal)).toEqual({
      ok: true,
      version: without.version,
    });
  });
});
