import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ClaudeOptions } from '../../../adapters/agents/claude/create-claude-agent.ts';
import { createClaudeAgent } from '../../../adapters/agents/claude/create-claude-agent.ts';
import { findTagged } from '../../../adapters/process/process-tree.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { noUsage } from '../../../src/domain/turn.ts';
import type { TurnRequest, TurnResult } from '../../../src/ports/agent.ts';
import { ended } from '../../support/agents/claude-bench.ts';
import { recordingFile } from '../../support/agents/claude-recordings.ts';
import { quietLogger } from '../../support/agents/quiet-logger.ts';

const program = fileURLToPath(new URL('../../support/programs/fake-claude.ts', import.meta.url));

let root: string;
let tag: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drover-replay-'));
  tag = `replay/${root}/1`;
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

const agentOf = (more: Partial<ClaudeOptions>, env: Record<string, string>) =>
  createClaudeAgent({
    name: 'claude',
    command: process.execPath,
    args: [program],
    allowedTools: [],
    deniedTools: [],
    clock: systemClock,
    logger: quietLogger(),
    ...more,
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', HOME: join(root, 'home'), ...env },
  });

const turn = async (env: Record<string, string>, silenceMs = 60_000): Promise<TurnResult> =>
  ended(await agentOf({ silenceMs }, env).runTurn(requestOf(), new AbortController().signal));

const requestOf = (more: Partial<TurnRequest> = {}): TurnRequest => ({
  kind: 'work',
  tag,
  prompt: 'the prompt',
  session: { id: '9401bacf-dd91-4e23-982e-be45d6375f5d', resume: true, totals: noUsage },
  workspace: root,
  folder: join(root, 'turn'),
  allowedCommands: ['npm test'],
  limits: { turnMs: 60_000, killAfterMs: 1_000 },
  onEvent: () => {},
  leave: new AbortController().signal,
  ...more,
});

/** Probes a program that is a small shell script. */
async function probeOf(script: string, env: Record<string, string> = { ANTHROPIC_API_KEY: 'k' }) {
  const command = join(root, 'claude');
  await writeFile(command, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return agentOf({ command, args: [] }, env).probe(new AbortController().signal);
}

describe('Claude Code, played by a recording', () => {
  it('has finished although its last line has no end', async () => {
    const file = join(root, 'recording.jsonl');
    await writeFile(file, (await readFile(recordingFile('text'), 'utf8')).trimEnd());
    expect(await turn({ FAKE_RECORDING: file })).toMatchObject({
      outcome: 'finished',
      text: 'Stub says hi.',
    });
  });

  it('is ended at once when its credentials are refused, instead of trying for minutes', async () => {
    const result = await turn({
      FAKE_RECORDING: recordingFile('auth-401'),
      FAKE_EXIT: 'hang',
      FAKE_CHILD: '1',
    });
    expect(result).toMatchObject({ outcome: 'failed', failure: { kind: 'auth' } });
    expect(await findTagged(tag)).toEqual([]);
  });

  it('has finished when it lingers after its result', async () => {
    const result = await turn({ FAKE_RECORDING: recordingFile('text'), FAKE_EXIT: 'hang' }, 1_000);
    expect(result).toMatchObject({ outcome: 'finished', text: 'Stub says hi.' });
    expect(await findTagged(tag)).toEqual([]);
  });

  it('gets the prompt on stdin, the session as an argument, and the tag', async () => {
    const log = join(root, 'log.jsonl');
    await turn({ FAKE_RECORDING: recordingFile('text'), FAKE_LOG: log });
    const Noted = z.object({
      args: z.array(z.string()),
      stdin: z.string(),
      env: z.record(z.string(), z.string()),
    });
    const noted = Noted.parse(JSON.parse(await readFile(log, 'utf8')));
    expect(noted.stdin).toBe('the prompt');
    expect(noted.args).not.toContain('the prompt');
    expect(noted.args[noted.args.indexOf('--resume') + 1]).toBe('9401bacf-dd91-4e23-982e-be45d6375f5d');
    expect(noted.env['DROVER_TURN']).toBe(tag);
    expect(noted.env['HOME']).toBe(join(root, 'home'));
  });
});

/** A program that says the beginning of a recording, hangs, and says the rest when it is interrupted. */
async function splitAt(scenario: string, lines: number): Promise<Record<string, string>> {
  const all = (await readFile(recordingFile(scenario), 'utf8')).split('\n');
  const [begin, rest] = [join(root, 'begin.jsonl'), join(root, 'rest.jsonl')];
  await writeFile(begin, `${all.slice(0, lines).join('\n')}\n`);
  await writeFile(rest, all.slice(lines).join('\n'));
  return { FAKE_RECORDING: begin, FAKE_INTERRUPTED: rest, FAKE_EXIT: 'hang' };
}

/** Runs a turn and stops it as soon as a tool runs. */
async function stopInTool(env: Record<string, string>): Promise<TurnResult> {
  const controller = new AbortController();
  const request = requestOf({ onEvent: ({ type }) => type === 'tool' && controller.abort() });
  return ended(await agentOf({}, env).runTurn(request, controller.signal));
}

describe('Claude Code, interrupted', () => {
  it('tells what it used, as it gets the time to say so', async () => {
    const result = await stopInTool(await splitAt('sigint-mid-tool', 3));
    expect(result).toMatchObject({ outcome: 'aborted', exitCode: 0, usage: { input: 2825, output: 32 } });
    expect(result.usage.costUsd).toBeCloseTo(0.01194, 9);
    expect(result.sessionTotals?.costUsd).toBeCloseTo(0.01194, 9);
    expect(await findTagged(tag)).toEqual([]);
  });

  it('is ended all the same when it does not obey, and its tokens count as far as they are known', async () => {
    const env = await splitAt('sigint-mid-tool', 3);
    const result = await stopInTool({ ...env, FAKE_INTERRUPTED: 'ignore', FAKE_CHILD: '1' });
    expect(result).toMatchObject({ outcome: 'aborted', signal: 'SIGTERM', usage: { input: 2825 } });
    expect(result.usage.costUsd).toBeUndefined();
    expect(result.sessionTotals).toBeUndefined();
    expect(await findTagged(tag)).toEqual([]);
  });
});

/** A turn that compacts, as it was recorded. */
const compact = () => {
  const env = { FAKE_RECORDING: recordingFile('resume-8-compact'), FAKE_LOG: join(root, 'log.jsonl') };
  const session = {
    id: 'e89fccc0-4012-4f6f-b6eb-96cee34a9494',
    resume: true,
    totals: { ...noUsage, costUsd: 0.060268 },
  };
  const request = requestOf({ kind: 'compact', prompt: 'the bird\n/clear', session });
  return { agent: agentOf({}, env), request };
};

describe('Claude Code, compacting', () => {
  it('is asked by its own command, goes on from its summary, and says the same when it is asked again', async () => {
    const { agent, request } = compact();
    const signal = new AbortController().signal;
    const result = ended(await agent.runTurn(request, signal));
    const { stdin, args } = JSON.parse(await readFile(join(root, 'log.jsonl'), 'utf8'));
    expect(stdin).toBe('/compact the bird /clear');
    expect(args).toEqual(expect.arrayContaining(['--resume', request.session.id]));
    expect(result).toMatchObject({
      outcome: 'finished',
      text: '1. Primary Request: stub summary of the conversation.',
      context: { used: 2667 },
    });
    expect(result.usage.costUsd).toBeCloseTo(0.080216 - 0.060268, 9);
    expect(await agent.attach(request, signal)).toEqual(result);
  });
});

describe('probe of Claude Code', () => {
  it('finds the version', async () => {
    expect(await probeOf('echo "2.9.9 (Claude Code)"')).toEqual({ ok: true, version: '2.9.9' });
  });

  it('finds credentials in the HOME of the agent', async () => {
    const without = await probeOf('echo 2.9.9', {});
    expect(without).toMatchObject({ ok: false, version: '2.9.9', hint: expect.stringContaining('env') });
    const config = join(root, 'config');
    await mkdir(config);
    await writeFile(join(config, '.credentials.json'), '{}');
    expect(await probeOf('echo 2.9.9', { CLAUDE_CONFIG_DIR: config })).toEqual({
      ok: true,
      version: '2.9.9',
    });
  });

  it('says what a program said that is broken, and what to do when it is missing', async () => {
    const broken = await probeOf('echo "cannot load library" >&2; exit 127');
    expect(broken).toMatchObject({ ok: false, problem: expect.stringContaining('cannot load library') });
    const missing = await agentOf({ command: join(root, 'nowhere') }, {}).probe(new AbortController().signal);
    expect(missing).toMatchObject({ ok: false, hint: expect.stringContaining('npm install') });
  });
});
