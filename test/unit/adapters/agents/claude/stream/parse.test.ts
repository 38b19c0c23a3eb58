import { anything, assert, constantFrom, dictionary, jsonValue, property, record, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeCall, relativeTo } from '../../../../../../adapters/agents/claude/stream/describe-call.ts';
import { parseLine } from '../../../../../../adapters/agents/claude/stream/parse.ts';
import { retryNotice } from '../../../../../../adapters/agents/claude/stream/retry-notice.ts';
import { turnResult } from '../../../../../../adapters/agents/claude/turn-result.ts';
import { usageOf } from '../../../../../../adapters/agents/claude/usage.ts';
import { fresh, tallyOf } from '../tally-of.ts';

const types = constantFrom('system', 'assistant', 'user', 'result', 'rate_limit_event', 'stream_event');
const kinds = constantFrom('work' as const, 'compact' as const);
const subtypes = constantFrom(
  'init',
  'api_retry',
  'permission_denied',
  'compact_boundary',
  'status',
  'success',
);

describe('a line of the stream', () => {
  it.each([
    '',
    '   ',
    'plain text',
    '{"type":"res',
    '[]',
    '42',
    'null',
    '{"type":"new_thing"}',
    '{}',
    '\u0000',
  ])('that means nothing to drover is passed over: %j', (line) => {
    expect(parseLine(line)).toBeUndefined();
  });

  it('means the same whatever the order of its keys', () => {
    const line = { type: 'result', subtype: 'success', is_error: false, result: 'x', total_cost_usd: 1 };
    const turned = Object.fromEntries(Object.entries(line).toReversed());
    expect(parseLine(JSON.stringify(turned))).toEqual(parseLine(JSON.stringify(line)));
  });

  it('of any shape is survived, and the turn has one outcome', () => {
    const shape = record({
      type: types,
      subtype: subtypes,
      message: anything(),
      session_id: string(),
      modelUsage: anything(),
      isSynthetic: anything(),
    });
    assert(
      property(shape, dictionary(string(), jsonValue()), kinds, (fields, more, kind) => {
        const tally = tallyOf([JSON.stringify({ ...more, ...fields }) ?? ''], { ...fresh, kind });
        const { outcome } = turnResult(tally, { aborted: false, stderr: '', wallMs: 0, exitCode: 0 });
        expect(['finished', 'failed']).toContain(outcome);
      }),
    );
  });
});

/** One of several events that make up a message. */
const part = (id: string, input: number, output: number, parent?: string) => ({
  type: 'assistant',
  message: { id, content: [], usage: { input_tokens: input, output_tokens: output } },
  parent_tool_use_id: parent ?? null,
});

describe('usage of a turn that did not end', () => {
  it('counts each message once however many parts it has, subagents included', () => {
    const tally = tallyOf([part('a', 10, 1), part('a', 10, 3), part('b', 20, 2), part('c', 5, 1, 'toolu_1')]);
    expect(usageOf(tally, 7)).toEqual({ input: 35, output: 6, cacheRead: 0, cacheWrite: 0, wallMs: 7 });
    expect(tally.contextUsed).toBe(22);
  });
});

describe('what a tool call is about', () => {
  it('is its command or path on one short line', () => {
    expect(describeCall({ description: 'runs it', command: 'npm  test\n--x' })).toBe('npm test --x');
    expect(describeCall({ file_path: '/w/a.ts', content: 'x' })).toBe('/w/a.ts');
    expect(describeCall({ todo: [] })).toBe('');
    expect(describeCall({ command: 'x'.repeat(500) })).toHaveLength(200);
  });

  it('is told as seen from the worktree', () => {
    expect(relativeTo('/w', '/w/a/b.ts')).toBe('a/b.ts');
    expect(relativeTo('/w', '/wx/a.ts')).toBe('/wx/a.ts');
    expect(relativeTo(undefined, '/w/a.ts')).toBe('/w/a.ts');
  });
});

describe('notice of another try', () => {
  it('says why and when', () => {
    const cause = { error: 'rate_limit', status: 429 };
    expect(retryNotice({ type: 'retry', attempt: 2, of: 10, delayMs: 1196, cause })).toBe(
      'the vendor limits the rate of requests; try 2 of 10 in 1 s',
    );
    expect(retryNotice({ type: 'retry', attempt: 1, cause: { error: 'unknown' } })).toBe(
      'the vendor cannot be reached; try 1',
    );
    expect(retryNotice({ type: 'retry', attempt: 1, cause: { status: 418 } })).toContain('HTTP 418');
  });
});
