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

function failureOf(events: readonly object[], ending: Partial<CliEnding> = {}): Failure | undefined {
  return toFailure(tallyOf(events), { aborted: false, stderr: '', wallMs: 0, ...ending });
}

const kindOf = (...args: Parameters<typeof failureOf>): string | undefined => failureOf(...args)?.kind;

describe('kind of failure', () => {
  it('does not come from figures in texts or ids', () => {
    const text = 'fixed issue 429, port 401; HTTP 529 handler; request rejected (429)';
    expect(kindOf([init, { ...success, result: text }], { exitCode: 0 })).toBeUndefined();
    expect(kindOf([init, error({ result: text })], { exitCode: 1 })).toBe('agent-error');
    expect(kindOf([init, said], { exitCode: 1, stderr: text })).toBe('crashed');
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
    [{ terminal_reason: 'prompt_too_long', api_error_status: 400 }, 'context-overflow'],
    [{ subtype: 'error_max_turns' }, 'max-turns'],
    [{ startup_failure_reason: 'bypass_root' }, 'cli-refused'],
  ])('comes from the fields of the result: %j', (fields, kind) => {
    expect(kindOf([init, error(fields)], { exitCode: 1 })).toBe(kind);
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
