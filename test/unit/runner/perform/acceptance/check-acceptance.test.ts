import { describe, expect, it } from 'vitest';
import type { Criterion } from '../../../../../src/domain/acceptance.ts';
import { criteriaText } from '../../../../../src/policy/acceptance/criteria-text.ts';
import type { GoalDocument } from '../../../../../src/goal/state.ts';
import { checkAcceptance } from '../../../../../src/runner/perform/acceptance/check-acceptance.ts';
import { runBaseline } from '../../../../../src/runner/perform/acceptance/run-baseline.ts';
import { fold, runningGoal, turnFinished, workspace } from '../../../../support/core/sample-goal.ts';
import { stage } from './stage.ts';

const all: Criterion[] = [
  { kind: 'shell', command: 'npm test', expectedExit: 0, timeoutMs: 5 },
  { kind: 'custom', check: 'testsNotWeakened' },
  { kind: 'file', path: 'a.md', required: true },
  { kind: 'custom', check: 'function', use: 'mine', timeoutMs: 5 },
  { kind: 'llmJudge', criterion: 'is it good?' },
];

const evaluating = (more: Partial<GoalDocument> = {}): GoalDocument => ({
  ...fold(runningGoal(), turnFinished()).document,
  ...more,
});

describe('the checks', () => {
  it('judge the worktree whose tree was taken before they ran', async () => {
    const { performance, seen } = stage(evaluating({ criteria: all }), 'CheckAcceptance');
    expect(await checkAcceptance(performance)).toMatchObject({
      type: 'ChecksFinished',
      tree: 't'.repeat(40),
      results: [
        { kind: 'shell' },
        { kind: 'custom' },
        { kind: 'file' },
        { kind: 'custom' },
        { kind: 'llmJudge' },
      ],
      flags: [{ kind: 'tests', paths: ['test/a.test.ts'] }],
    });
    expect(seen.calls.indexOf('snapshot')).toBeLessThan(seen.calls.indexOf('judge shell'));
    expect(seen.calls.filter((call) => call === 'snapshot')).toHaveLength(1);
  });

  it('are given the changes, the task and the base, each when it asks', async () => {
    const { performance, seen } = stage(evaluating({ criteria: all }), 'CheckAcceptance', { 'a.ts': 'old' });
    await checkAcceptance(performance);
    const request = seen.judged[0]?.request;
    expect(request).toMatchObject({
      workspace: workspace.path,
      logFile: '/turns/1/checks.log',
      task: 'fix the flaky login test',
      files: [{ path: 'test/a.test.ts' }],
    });
    expect(seen.calls).not.toContain('diff 10');
    expect([await request?.readBase('a.ts'), await request?.diff(10)]).toEqual(['old', '+1']);
  });

  it('are never others than those that were settled', async () => {
    const digest = `digest of ${criteriaText(all)}`;
    const pinned = { source: 'project', digest } as const;
    const same = stage(evaluating({ criteria: all, pinned }), 'CheckAcceptance');
    expect(await checkAcceptance(same.performance)).toMatchObject({ type: 'ChecksFinished' });
    const fewer = stage(evaluating({ criteria: all.slice(1), pinned }), 'CheckAcceptance');
    await expect(checkAcceptance(fewer.performance)).rejects.toMatchObject({ code: 'ACCEPTANCE_INVALID' });
    expect(fewer.seen.calls).toEqual([]);
  });
});

it('the base is judged by what says something about it, and its checkout is removed', async () => {
  const { performance, seen } = stage({ ...runningGoal(), criteria: all }, 'RunBaseline');
  const event = await runBaseline(performance);
  expect(event).toMatchObject({ results: [{ kind: 'shell' }, { kind: 'file' }, { kind: 'custom' }] });
  expect(seen.judged.every(({ request }) => request.workspace === '/baselines/G-1')).toBe(true);
  expect(seen.calls.at(-1)).toBe('removeBaseline');
});
