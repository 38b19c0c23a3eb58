import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CliEnding } from '../../../../../adapters/agents/cli/cli-ending.ts';
import { summaryOf } from '../../../../../adapters/agents/claude/stream/summary.ts';
import type { Asked } from '../../../../../adapters/agents/claude/tally.ts';
import { turnResult } from '../../../../../adapters/agents/claude/turn-result.ts';
import { noUsage } from '../../../../../src/domain/turn.ts';
import type { AgentEvent, TurnResult } from '../../../../../src/ports/agent.ts';
import { recordingFile } from '../../../../support/agents/claude-recordings.ts';
import { fresh, resumed, tallyOf } from './tally-of.ts';

const linesOf = (scenario: string): string[] => readFileSync(recordingFile(scenario), 'utf8').split('\n');
const session = 'e89fccc0-4012-4f6f-b6eb-96cee34a9494';
const before = { ...noUsage, input: 14_817, output: 50, costUsd: 0.060268 };
const compact: Asked = resumed(session, before, 'compact');

function turn(
  stream: readonly (string | object)[],
  asked: Asked = compact,
  ending: Partial<CliEnding> = { exitCode: 0 },
): TurnResult {
  return turnResult(tallyOf(stream, asked), { aborted: false, stderr: '', wallMs: 1, ...ending });
}

const compacting = { type: 'system', subtype: 'status', status: 'compacting', session_id: session };
const init = { type: 'system', subtype: 'init', session_id: session, model: 'm' };
const boundary = {
  type: 'system',
  subtype: 'compact_boundary',
  compact_metadata: { trigger: 'manual', pre_tokens: 9000, post_tokens: 700 },
};
const synthetic = (text: string) => ({ type: 'user', isSynthetic: true, message: { content: text } });
const success = { type: 'result', subtype: 'success', is_error: false, result: '', session_id: session };
const failed = {
  type: 'assistant',
  message: { model: '<synthetic>', content: [{ type: 'text', text: 'Error: it went wrong' }] },
  local_command_run: { command: 'compact' },
  local_command_outcome: { kind: 'failed' },
};

describe('a compaction that was asked for', () => {
  it.each(['resume-8-compact', 'resume-10-compact-instructions'])('has finished in %s', (scenario) => {
    const result = turn(linesOf(scenario));
    expect(result).toMatchObject({ outcome: 'finished', session });
    expect(result.text).toBe('1. Primary Request: stub summary of the conversation.');
  });

  it('costs what the session costs more than before, although its usage says nothing', () => {
    const result = turn(linesOf('resume-8-compact'));
    expect(result.usage).toMatchObject({ input: 4857, output: 26 });
    expect(result.usage.costUsd).toBeCloseTo(0.080216 - 0.060268, 9);
    expect(result.sessionTotals).toMatchObject({ input: 19_674, output: 76, costUsd: 0.080216 });
    expect(result.context).toEqual({ used: 2667, window: 1_000_000 });
  });

  it('has failed when the CLI says so, whatever its result says', () => {
    const result = turn(linesOf('compact-fresh-session'), { ...fresh, kind: 'compact' });
    expect(result).toMatchObject({
      outcome: 'failed',
      failure: { kind: 'agent-error', message: 'Error: No messages to compact' },
      text: '',
    });
    expect(result.context).toBeUndefined();
  });

  it('has failed when nothing tells that it happened', () => {
    const spoken = {
      type: 'assistant',
      message: { id: 'a', content: [{ type: 'text', text: 'Compacted!' }] },
    };
    const result = turn([init, spoken, { ...success, result: 'Compacted!' }]);
    expect(result).toMatchObject({ outcome: 'failed', failure: { kind: 'agent-error' }, text: '' });
    expect(result.failure?.message).toMatch(/\S/);
  });

  it('is told by a field, not by words: neither a limit nor a success', () => {
    const error = 'Error during compaction: API Error: Request rejected (429) · rate_limit_error · compacted';
    const status = { type: 'system', subtype: 'status', compact_result: 'failed', compact_error: error };
    const result = turn([compacting, status, init, { ...success, result: error }]);
    expect(result.failure).toMatchObject({ kind: 'agent-error', message: error });
  });

  it('keeps the agent waiting until the subscription is free again, where the vendor says when', () => {
    const info = { status: 'rejected', rateLimitType: 'five_hour', resetsAt: 1_800_000_000 };
    const limit = { type: 'rate_limit_event', rate_limit_info: info };
    const result = turn([compacting, limit, init, failed, success]);
    expect(result.failure).toMatchObject({ kind: 'quota-exhausted', resetsAt: 1_800_000_000_000 });
  });

  it('succeeds where a try before failed, and the other way round', () => {
    const done = [compacting, boundary, synthetic('S')];
    expect(turn([compacting, failed, ...done, success]).outcome).toBe('finished');
    expect(turn([...done, compacting, failed, success]).outcome).toBe('failed');
  });

  it('is aborted, or has failed by its ending, without a result', () => {
    const status = { type: 'system', subtype: 'status', compact_result: 'failed', compact_error: 'aborted' };
    const stream = [compacting, status];
    expect(turn(stream, compact, { aborted: true, exitCode: 0 })).toMatchObject({
      outcome: 'aborted',
      session,
    });
    expect(turn(stream, compact, { endedFor: 'timeout' }).failure?.kind).toBe('timeout');
    expect(turn(stream, compact, { exitCode: 0 }).failure?.kind).toBe('protocol');
  });

  it('takes the first words after it as the summary, and no others', () => {
    const stream = [
      synthetic('too early'),
      compacting,
      boundary,
      synthetic('Summary: S'),
      synthetic('later'),
    ];
    expect(turn([...stream, success]).text).toBe('Summary: S');
    const told = { type: 'system', subtype: 'status', compact_result: 'success' };
    expect(turn([compacting, boundary, synthetic('S'), told, success]).text).toBe('S');
    const again = [compacting, boundary, synthetic('S'), compacting, boundary, synthetic('T')];
    expect(turn([...again, success]).text).toBe('T');
    const replay = { type: 'user', isReplay: true, message: { content: 'Compacted' } };
    const tool = { type: 'user', message: { content: [{ type: 'tool_result', content: 'x' }] } };
    expect(turn([compacting, boundary, replay, tool, synthetic('S'), success]).text).toBe('S');
  });
});

describe('a compaction in the middle of a turn', () => {
  it('leaves the turn its own words, and the context its size after them', () => {
    const heard: AgentEvent[] = [];
    const tally = tallyOf(linesOf('overflow-after-tools'), fresh, (event) => heard.push(event));
    const result = turnResult(tally, { aborted: false, stderr: '', wallMs: 1, exitCode: 0 });
    expect(result).toMatchObject({ outcome: 'finished', text: 'Stub says hi.', context: { used: 3135 } });
    expect(result.usage.input).toBe(16_341);
    expect(heard).toContainEqual({ type: 'waiting', message: 'the context is being compacted' });
  });

  it('does not fail a turn that goes on without it', () => {
    const words = { type: 'assistant', message: { id: 'a', content: [{ type: 'text', text: 'Done.' }] } };
    const status = { type: 'system', subtype: 'status', compact_result: 'failed', compact_error: 'no' };
    const result = turn([init, compacting, status, words, { ...success, result: 'Done.' }], fresh);
    expect(result).toMatchObject({ outcome: 'finished', text: 'Done.' });
  });
});

describe('summary of a session', () => {
  const closing =
    '\n\nIf you need specific details from before compaction (like code), read the transcript at: /x';

  it('is what the model wrote, also where it writes like the CLI', () => {
    const own = `1. One.\n\nSummary:\n2. Two.${closing}3`;
    expect(summaryOf(`The session is continued.\nSummary:\n${own}${closing}\nResume directly.`)).toBe(own);
  });

  it('is the whole text where the CLI puts it otherwise', () => {
    expect(summaryOf('  just words ')).toBe('just words');
  });
});
