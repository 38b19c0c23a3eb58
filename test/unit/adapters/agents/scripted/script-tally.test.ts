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

const ending = { aborted: false, stderr: '', wallMs: 5, exitCode: 0 };

function resultOf(lines: readonly object[], more: object = {}) {
  const tally = newScriptTally();
  for (const line of lines) {
    const event = parsePlayerLine(JSON.stringify(line));
    if (event) addPlayerEvent(tally, event);
  }
  return scriptedResult(tally, { ...ending, ...more });
}

const session = { type: 'session', id: 's', model: 'm' };

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
    const job = { script, prompt: 'p', session: { id: 's', resume: false }, home: '/h' };
    expect(JobSchema.parse(JSON.parse(JSON.stringify(job)))).toEqual(job);
  });
});
