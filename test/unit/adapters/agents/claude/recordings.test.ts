import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CliEnding } from '../../../../../adapters/agents/cli/cli-ending.ts';
import { present } from '../../../../../adapters/agents/cli/json-fields.ts';
import { parseLine } from '../../../../../adapters/agents/claude/stream/parse.ts';
import type { Asked } from '../../../../../adapters/agents/claude/tally.ts';
import { turnResult } from '../../../../../adapters/agents/claude/turn-result.ts';
import type { TurnResult } from '../../../../../src/ports/agent.ts';
import { recordedEndings, recordingFile } from '../../../../support/agents/claude-recordings.ts';
import { expectedContext, expectedUsage } from './expected-usage.ts';
import { failureKinds } from './failure-kinds.ts';
import { fresh, resumed, tallyOf } from './tally-of.ts';

const linesOf = (scenario: string): string[] => readFileSync(recordingFile(scenario), 'utf8').split('\n');

const replay = (scenario: string, asked: Asked = fresh): TurnResult =>
  turnResult(tallyOf(linesOf(scenario), asked), endingOf(scenario));

/** The turn after another one of the same session. */
const replayAfter = (before: TurnResult, scenario: string): TurnResult =>
  replay(scenario, resumed(before.session ?? '', before.sessionTotals));

function endingOf(scenario: string): CliEnding {
  const { stderr = '', ...exit } = recordedEndings[scenario] ?? {};
  return { aborted: false, wallMs: 1234, stderr, ...present(exit) };
}

const scenarios = Object.keys(recordedEndings);

describe('recordings of Claude Code', () => {
  it('are all here', () => {
    expect(scenarios).toHaveLength(170);
    expect(Object.keys(failureKinds).filter((name) => !scenarios.includes(name))).toEqual([]);
  });

  it.each(scenarios)('%s has exactly the outcome it had', (scenario) => {
    const result = replay(scenario);
    expect({ outcome: result.outcome, kind: result.failure?.kind }).toEqual(
      failureKinds[scenario] === undefined
        ? { outcome: 'finished', kind: undefined }
        : { outcome: 'failed', kind: failureKinds[scenario] },
    );
    expect(result.failure?.message ?? 'finished').toMatch(/^[^\n]{5,500}$/);
  });

  it.each(scenarios)('%s counts what its results say, once', (scenario) => {
    const { usage } = replay(scenario);
    const expected = expectedUsage(linesOf(scenario));
    expect([usage.input, usage.output, usage.cacheRead, usage.cacheWrite]).toEqual(expected.tokens);
    expect(usage.costUsd).toBe(expected.totalCostUsd);
    expect(usage.wallMs).toBe(1234);
  });

  it.each(scenarios)('%s leaves the context at the size of its last message', (scenario) => {
    const { context } = replay(scenario);
    expect(context).toEqual(expectedContext(linesOf(scenario)));
    expect(context?.used ?? 0).toBeLessThan(context?.window ?? 200_000);
  });

  it.each(scenarios)('%s survives being cut anywhere in its last line', (scenario) => {
    const text = linesOf(scenario).join('\n').trimEnd();
    const tally = tallyOf(text.slice(0, -1).split('\n'));
    expect(['finished', 'failed']).toContain(turnResult(tally, endingOf(scenario)).outcome);
  });
});

describe('cost of a session that goes on over several processes', () => {
  it('is the difference to what it was before', () => {
    const first = replay('resume-1-first');
    const second = replayAfter(first, 'resume-2-resumed');
    const third = replayAfter(second, 'resume-3-continue');
    expect(first.usage.costUsd).toBeCloseTo(0.023788, 6);
    expect(second.usage.costUsd).toBeCloseTo(0.035772 - 0.023788, 6);
    expect(third.usage.costUsd).toBeCloseTo(0.047876 - 0.035772, 6);
    expect(third.sessionTotals?.costUsd).toBeCloseTo(0.047876, 6);
    expect(third.sessionTotals).toMatchObject({ wallMs: 0, cacheRead: 0 });
    const tokens = [first, second, third].reduce((sum, { usage }) => sum + usage.input, 0);
    expect(third.sessionTotals?.input).toBe(tokens);
  });

  it('includes what a turn cost that was ended without a result', () => {
    const killed = replay('resume-after-sigterm-1-killed');
    const next = replayAfter(killed, 'resume-after-sigterm-2-resumed');
    expect(killed.usage).toMatchObject({ input: 2820 });
    expect(killed.usage.costUsd).toBeUndefined();
    expect(killed.sessionTotals).toBeUndefined();
    expect(next.usage).toMatchObject({ input: 2952, output: 3 });
    expect(next.usage.costUsd).toBeCloseTo(0.023728, 6);
  });
});

describe('what recordings tell beside the outcome', () => {
  it('is the session under which to go on', () => {
    expect(replay('session-id-1-assigned').session).toMatch(/^[0-9a-f-]{36}$/);
    expect(replay('sigkill-waiting-for-first-token').session).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('is no session when none came into being', () => {
    expect(replay('resume-unknown-id').session).toBeUndefined();
    expect(replay('resume-not-a-uuid').session).toBeUndefined();
    expect(replay('prompt-missing').session).toBeUndefined();
  });

  it('is the new session after the conversation was cleared', () => {
    const before = parseLine(linesOf('resume-13-unknown-slash')[0] ?? '');
    const after = replay('resume-14-clear').session;
    expect(before).toMatchObject({ type: 'init' });
    expect(after).toBe('41b657d1-fd27-4cc0-b4ab-64ab6102c7a0');
  });

  it('is each denial once, with the path or command in short', () => {
    expect(replay('perm-default-bash').denials).toEqual([{ tool: 'Bash', what: 'touch made.txt' }]);
    expect(replay('perm-default-denied').denials).toEqual([{ tool: 'Write', what: 'hello.txt' }]);
    expect(replay('perm-default-read-outside').denials).toEqual([{ tool: 'Read', what: '/etc/hostname' }]);
    expect(replay('perm-tool-deny').denials).toEqual([{ tool: 'Write', what: 'hello.txt' }]);
    expect(replay('hello-acceptedits').denials).toEqual([]);
  });

  it('is when a used-up subscription is free again, in milliseconds', () => {
    expect(replay('subscription-rate-limit-rejected').failure?.resetsAt).toBe(1795170699_000);
    expect(replay('subscription-rate-limit-warning').failure).toBeUndefined();
  });

  it('is the signal behind an exit code', () => {
    expect(replay('sigterm-mid-tool').failure?.signal).toBe('SIGTERM');
    expect(replay('sighup-mid-text').failure?.signal).toBe('SIGHUP');
    expect(replay('sigkill-mid-tool').failure?.signal).toBe('SIGKILL');
    expect(replay('sigint-mid-tool').failure?.signal).toBe('SIGINT');
  });

  it('is the size of the context and of its window', () => {
    expect(replay('hello-skip').context).toEqual({ used: expect.any(Number), window: 1_000_000 });
    expect(replay('hello-skip').context?.used).toBeGreaterThan(2500);
    expect(replay('resume-8-compact').context).toEqual({ used: 2667, window: 1_000_000 });
  });

  it('is what the agent said last, not the words of an error', () => {
    expect(replay('subagent').text).toBe('Tool returned.');
    expect(replay('background-command').text).toBe('Tool returned.');
    expect(replay('rate-limit-after-tool').text).not.toContain('API Error');
    expect(replay('max-turns').text).not.toBe('');
  });

  it('is a hint wherever a person can do something', () => {
    const hopeless = ['no-api-key', 'model-404', 'credit-400', 'hello-skip-root-no-sandbox-env'];
    const hints = hopeless.map((scenario) => replay(scenario).failure?.hint ?? 'none');
    expect(hints).not.toContain('none');
  });
});
