import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { JobSchema } from '../../../../../adapters/agents/scripted/protocol.ts';
import { ScriptSchema } from '../../../../../adapters/agents/scripted/script.ts';
import {
  addPlayerEvent,
  newScriptTally,
  parsePlayerLine,
  scriptedResult,
} from '../../../../../adapters/agents/scripted/script-tally.ts';
import type { Usage } from '../../../../../src/domain/turn.ts';
import { noUsage } from '../../../../../src/domain/turn.ts';

const ending = { aborted: false, stderr: '', wallMs: 5, exitCode: 0 };

function resultOf(lines: readonly object[], more: object = {}, before: Usage = noUsage) {
  const tally = newScriptTally(before);
  for (const line of lines) {
    const event = parsePlayerLine(JSON.stringify(line));
    if (event) addPlayerEvent(tally, event);
  }
  return scriptedResult(tally, { ...ending, ...more });
}

const session = { type: 'session', id: 's', model: 'm' };

const totals = (input: number, costUsd: number) => ({
  type: 'totals',
  usage: { ...noUsage, input, output: 10, costUsd },
});

describe('output of the player', () => {
  it('is told apart from noise', () => {
    expect(parsePlayerLine('noise')).toBeUndefined();
    expect(parsePlayerLine('{"type":"unheard"}')).toBeUndefined();
    expect(parsePlayerLine('{"type":"text","text":"hi"}')).toEqual({ type: 'text', text: 'hi' });
  });

  it('adds up to the result of the turn', () => {
    const usage = { input: 1, output: 2, cacheRead: 3, cacheWrite: 4, costUsd: 0.5, wallMs: 0 };
    const lines = [session, { type: 'usage', usage }, { type: 'usage', usage }, { type: 'end' }];
    expect(resultOf(lines)).toMatchObject({
      outcome: 'finished',
      session: 's',
      usage: { input: 2, output: 4, cacheRead: 6, cacheWrite: 8, costUsd: 1, wallMs: 5 },
    });
  });

  it('has no cost where the script tells none', () => {
    expect(resultOf([session, { type: 'end' }]).usage.costUsd).toBeUndefined();
  });

  it('counts only what this turn used where the player tells totals, also of a turn that was cut off', () => {
    const before = { ...noUsage, input: 100, output: 10, costUsd: 1 };
    const result = resultOf([session, totals(101, 1.25), totals(103, 1.5)], { signal: 'SIGKILL' }, before);
    expect(result).toMatchObject({
      outcome: 'failed',
      usage: { input: 3, output: 0, costUsd: 0.5, wallMs: 5 },
      sessionTotals: { input: 103, output: 10, costUsd: 1.5 },
    });
    expect(resultOf([session, { type: 'end' }]).sessionTotals).toBeUndefined();
  });

  it('that was interrupted is no finished turn, whoever interrupted it', () => {
    const lines = [session, { type: 'interrupted' }];
    expect(resultOf(lines, { aborted: true })).toMatchObject({ outcome: 'aborted', session: 's' });
    expect(resultOf(lines).failure).toMatchObject({ kind: 'crashed', signal: 'SIGINT' });
    expect(resultOf(lines, { endedFor: 'timeout' }).failure?.kind).toBe('timeout');
  });

  it('that ends without an end is a failure', () => {
    expect(resultOf([session]).failure?.kind).toBe('protocol');
    expect(resultOf([session], { exitCode: 3 }).failure?.kind).toBe('crashed');
    expect(resultOf([], { exitCode: 1 }).failure?.kind).toBe('cli-refused');
  });
});

describe('a script', () => {
  it('has turns, and steps of one word each', () => {
    expect(ScriptSchema.safeParse({ turns: [[{ say: 'x' }]] }).success).toBe(true);
    expect(ScriptSchema.safeParse({ turns: [] }).success).toBe(false);
    expect(ScriptSchema.safeParse({ turns: [[{ sai: 'x' }]] }).success).toBe(false);
    expect(ScriptSchema.safeParse({ turns: [[{ say: 'x', delayMs: 1 }]] }).success).toBe(false);
    expect(
      ScriptSchema.safeParse({ turns: [[{ fail: { kind: 'no-such-kind', message: '' } }]] }).success,
    ).toBe(false);
  });

  it('looks like the one in the documents', () => {
    const page = readFileSync(new URL('../../../../../docs/adding-an-agent.md', import.meta.url), 'utf8');
    const example = /```json\n(.*?)```/s.exec(page)?.[1] ?? '';
    expect(ScriptSchema.parse(JSON.parse(example)).turns).toHaveLength(2);
  });

  it('travels to the player unchanged', () => {
    const script = ScriptSchema.parse({ turns: [[{ output: { bytes: 1 } }]] });
    const binding = { id: 's', resume: false };
    const job = { kind: 'compact', script, prompt: 'p', session: binding, home: '/h', folder: '/t' };
    expect(JobSchema.parse(JSON.parse(JSON.stringify(job)))).toEqual(job);
  });
});
