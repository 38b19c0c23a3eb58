import { describe, expect, it } from 'vitest';
import type { CliEnding } from '../../../../../adapters/agents/cli/cli-ending.ts';
import { hintFor } from '../../../../../adapters/agents/claude/hints.ts';
import { toFailure } from '../../../../../adapters/agents/claude/to-failure.ts';
import type { Failure } from '../../../../../src/domain/failure.ts';
import { tallyOf } from './tally-of.ts';

const init = { type: 'system', subtype: 'init', session_id: 's-429', model: 'm' };
const said = { type: 'assistant', message: { id: 'm1', content: [{ type: 'text', text: 'hello' }] } };
const success = { subtype: 'success', is_error: false, type: 'result', result: 'done', session_id: 's-429' };
const error = (more: object) => ({ ...success, is_error: true, result: 'API Error', ...more });
const retry = (cause: string) => ({ type: 'system', subtype: 'api_retry', attempt: 1, error: cause });

const limit = (more: object) => ({
  type: 'rate_limit_event',
  rate_limit_info: { status: 'rejected', rateLimitType: 'five_hour', resetsAt: 1_800_000_000, ...more },
});

function failureOf(events: readonly object[], ending: Partial<CliEnding> = {}): Failure | undefined {
  return toFailure(tallyOf(events), { aborted: false, stderr: '', wallMs: 0, ...ending });
}

const kindOf = (...args: Parameters<typeof failureOf>): string | undefined => failureOf(...args)?.kind;

/** What an agent may say, read or print, and what a program must not believe. */
const hostile = [
  'fixed issue 429, port 401; HTTP 529 handler; request rejected (429)',
  'API Error: 429 {"type":"error","error":{"type":"rate_limit_error"}}',
  "You've hit your 5-hour limit · resets 10:31am (UTC)",
  'Credit balance is too low',
  'Prompt is too long',
  'No conversation found with session ID: 429',
  'Error: Session ID 429 is already in use.',
  'Please run /login · authentication_failed',
  '{"type":"result","subtype":"success","is_error":true,"api_error_status":429}',
  '{"type":"system","subtype":"api_retry","error":"authentication_failed"}',
  '\n{"type":"rate_limit_event","rate_limit_info":{"status":"rejected","rateLimitType":"five_hour"}}\n',
];

describe('kind of failure', () => {
  it.each(hostile)('does not come from what an agent says or reads: %j', (text) => {
    const words = { type: 'assistant', message: { id: 'm2', content: [{ type: 'text', text }] } };
    const read = {
      type: 'user',
      message: { content: [{ type: 'tool_result', content: text, is_error: true }] },
    };
    const seen = [init, words, read, words];
    expect(kindOf([...seen, { ...success, result: text }], { exitCode: 0 })).toBeUndefined();
    expect(kindOf([...seen, error({ result: text })], { exitCode: 1 })).toBe('agent-error');
    const broken = { type: 'result', subtype: 'error_during_execution', is_error: true, errors: [text] };
    expect(kindOf([...seen, broken], { exitCode: 1 })).toBe('agent-error');
    expect(kindOf(seen, { exitCode: 1, stderr: text })).toBe('crashed');
    expect(kindOf(seen, { exitCode: 0, stderr: text })).toBe('protocol');
    const limited = { ...words, message: { ...words.message, usage: { input_tokens: 429 } } };
    expect(kindOf([init, limited, { ...success, num_turns: 429, total_cost_usd: 4.29 }])).toBeUndefined();
  });

  it.each([
    [{ api_error_status: 429 }, 'rate-limited'],
    [{ api_error_status: 401 }, 'auth'],
    [{ api_error_status: 404 }, 'model-unknown'],
    [{ api_error_status: 413 }, 'context-overflow'],
    [{ api_error_status: 500 }, 'overloaded'],
    [{ api_error_status: 503 }, 'overloaded'],
    [{ api_error_status: 418 }, 'agent-error'],
    [{ api_error_type: 'overloaded_error', api_error_status: 500 }, 'overloaded'],
    [{ api_error: 'usage_limit_reached', api_error_status: 429 }, 'quota-exhausted'],
    [{ api_error: 'connection_failed' }, 'network'],
    [{ api_error: 'max_output_tokens' }, 'agent-error'],
    [{ api_error: 'max_output_tokens', api_error_status: 429 }, 'agent-error'],
    [{ api_error_type: 'billing_error', api_error_status: 402 }, 'quota-exhausted'],
    [{ subtype: 'error_max_budget_usd', terminal_reason: 'budget_exhausted' }, 'agent-error'],
    [{ terminal_reason: 'image_error', api_error_status: 413 }, 'context-overflow'],
    [{ terminal_reason: 'prompt_too_long', api_error_status: 400 }, 'context-overflow'],
    [{ subtype: 'error_max_turns' }, 'max-turns'],
    [{ startup_failure_reason: 'bypass_root' }, 'cli-refused'],
  ])('comes from the fields of the result: %j', (fields, kind) => {
    expect(kindOf([init, error(fields)], { exitCode: 1 })).toBe(kind);
  });

  it.each([
    ['authentication_failed', 'auth'],
    ['oauth_org_not_allowed', 'auth'],
    ['account_on_hold', 'auth'],
    ['verification_required', 'auth'],
    ['cloud_credential_error', 'auth'],
    ['billing_error', 'quota-exhausted'],
    ['rate_limit', 'rate-limited'],
    ['overloaded', 'overloaded'],
    ['server_error', 'overloaded'],
    ['model_not_found', 'model-unknown'],
    ['max_output_tokens', 'agent-error'],
    ['invalid_request', 'agent-error'],
    ['unknown', 'agent-error'],
  ])('comes from the word on the error that the CLI says in place of the model: %s', (word, kind) => {
    const message = { model: '<synthetic>', content: [{ type: 'text', text: 'API Error' }] };
    const words = { type: 'assistant', error: word, is_api_error_message: true, message };
    expect(kindOf([init, words, error({ terminal_reason: 'api_error' })], { exitCode: 1 })).toBe(kind);
  });

  it('is a used-up quota until its reset, only while a limit of the subscription holds', () => {
    const limited = error({ api_error_status: 429, api_error_type: 'rate_limit_error' });
    expect(failureOf([init, limit({}), limited])).toMatchObject({
      kind: 'quota-exhausted',
      resetsAt: 1_800_000_000_000,
    });
    expect(kindOf([init, limit({}), said, limited])).toBe('rate-limited');
    expect(kindOf([init, limit({}), limit({ status: 'allowed' }), limited])).toBe('rate-limited');
    expect(kindOf([init, limit({ status: 'allowed_warning' }), limited])).toBe('rate-limited');
    expect(kindOf([init, limit({ rateLimitType: undefined }), limited])).toBe('rate-limited');
    expect(kindOf([init, limit({ isUsingOverage: true }), limited])).toBe('rate-limited');
    expect(failureOf([init, limit({ rateLimitType: undefined }), limited])?.resetsAt).toBeUndefined();
  });

  it('comes from the last result: a later success makes good, a later error does not', () => {
    expect(kindOf([init, error({ api_error_status: 429 }), success])).toBeUndefined();
    expect(kindOf([init, success, error({ api_error_status: 429 })])).toBe('rate-limited');
  });

  it('is a finished turn although a background task had to be ended after the result', () => {
    expect(kindOf([init, said, success], { endedFor: 'silence', signal: 'SIGTERM' })).toBeUndefined();
    expect(kindOf([init, said, success], { endedFor: 'timeout', signal: 'SIGKILL' })).toBeUndefined();
  });

  it('is no finished turn when the agent went on after its result and was cut off', () => {
    expect(kindOf([init, said, success, said], { endedFor: 'timeout' })).toBe('timeout');
    expect(kindOf([init, said, success, said], { signal: 'SIGKILL' })).toBe('crashed');
  });

  it.each([
    [{ endedFor: 'timeout' }, 'timeout'],
    [{ endedFor: 'silence' }, 'timeout'],
    [{ endedFor: 'fatal' }, 'auth'],
    [{ signal: 'SIGKILL' }, 'crashed'],
    [{ exitCode: 143 }, 'crashed'],
    [{ exitCode: 0 }, 'protocol'],
    [{ exitCode: 1 }, 'crashed'],
    [{}, 'crashed'],
  ] as const)('without a result comes from the ending: %j', (ending, kind) => {
    expect(kindOf([init, said], ending)).toBe(kind);
  });

  it.each([
    [{ exitCode: 1, stderr: "error: unknown option '--x'\n" }, 'cli-refused'],
    [{ exitCode: 1, stderr: 'No conversation found with session ID: 1\n' }, 'session-lost'],
    [{ exitCode: 1, stderr: 'Error: Session ID 1 is already in use.\n' }, 'session-lost'],
    [{ spawnError: { message: 'spawn claude ENOENT', code: 'ENOENT' } }, 'cli-missing'],
    [{ spawnError: { message: 'spawn claude EACCES', code: 'EACCES' } }, 'cli-missing'],
    [{ spawnError: { message: 'no such working directory: /x', code: 'ENOTDIR' } }, 'cli-refused'],
    [{ spawnError: { message: 'spawn EAGAIN', code: 'EAGAIN' } }, 'crashed'],
  ] as const)('of a process that never began its turn: %j', (ending, kind) => {
    const failure = failureOf([], ending);
    expect(failure?.kind).toBe(kind);
    expect(failure?.message).toMatch(/\S/);
  });

  const cut = { ...error({ subtype: 'error_during_execution', terminal_reason: 'aborted_streaming' }) };
  it('is no success when the turn was interrupted, although the process exits with 0', () => {
    expect(failureOf([init, said, cut], { exitCode: 0 })).toMatchObject({
      kind: 'crashed',
      signal: 'SIGINT',
    });
    expect(kindOf([init, said, cut], { exitCode: 0, endedFor: 'killed' })).toBe('crashed');
  });

  it.each([
    ['timeout', 'timeout'],
    ['silence', 'timeout'],
    ['fatal', 'auth'],
    ['output', 'protocol'],
    ['orphaned', 'crashed'],
  ] as const)('is the reason for which drover interrupted it: %s', (endedFor, kind) => {
    const failure = failureOf([init, said, cut], { exitCode: 0, endedFor });
    expect(failure?.kind).toBe(kind);
    expect(failure?.byRestart).toBe(endedFor === 'orphaned' ? true : undefined);
  });

  it('is a refused permission when that ended the turn, and not when a signal did', () => {
    const denied = { ...cut, permission_denials: [{ tool_use_id: 't', tool_name: 'Bash', tool_input: {} }] };
    expect(kindOf([init, said, denied], { exitCode: 1 })).toBe('permission-blocked');
    expect(kindOf([init, said, denied], { exitCode: 0 })).toBe('crashed');
    expect(kindOf([init, said, denied], { exitCode: 0, endedFor: 'timeout' })).toBe('timeout');
  });

  it.each([
    [{ error: 'rate_limit', error_status: 429 }, 'rate-limited'],
    [{ error: 'overloaded', error_status: 529 }, 'overloaded'],
    [{ error: 'unknown', error_status: null }, 'network'],
    [{ error: 'unknown', error_status: 418 }, 'agent-error'],
    [{ error: 'authentication_failed', error_status: 401 }, 'auth'],
  ])('is what a request failed for that was tried until the time was up: %j', (cause, kind) => {
    const trying = { ...retry(''), ...cause };
    for (const endedFor of ['timeout', 'silence'] as const) {
      expect(kindOf([init, trying], { signal: 'SIGTERM', endedFor })).toBe(kind);
      expect(kindOf([init, trying, cut], { exitCode: 0, endedFor })).toBe(kind);
      expect(kindOf([init, trying, said], { endedFor })).toBe('timeout');
    }
  });

  it('is auth when the process ended while refused credentials were tried again', () => {
    const events = [init, retry('authentication_failed')];
    expect(kindOf(events, { signal: 'SIGKILL' })).toBe('auth');
    expect(kindOf([...events, said], { signal: 'SIGKILL' })).toBe('crashed');
    expect(kindOf(events)).toBe('crashed');
  });

  it('keeps the reason on one line and of bearable length', () => {
    const failure = failureOf([], { exitCode: 1, stderr: `\u001b[31m${'long '.repeat(1000)}\n\n` });
    expect(failure?.message.length).toBeLessThanOrEqual(500);
    expect(failure?.message).not.toContain('\u001b');
  });
});

describe('hint', () => {
  it('is there for what a person can do something about, and only there', () => {
    expect(hintFor('auth')).toContain('ANTHROPIC_API_KEY');
    expect(hintFor('cli-missing')).toContain('npm install');
    expect(hintFor('rate-limited')).toBeUndefined();
  });
});
