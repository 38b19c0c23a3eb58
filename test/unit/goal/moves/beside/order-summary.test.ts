import { expect, test } from 'vitest';
import { defaultRules } from '../../../../../src/domain/rules/loop-rules.ts';
import type { ReduceContext } from '../../../../../src/goal/draft.ts';
import type { GoalDocument } from '../../../../../src/goal/state.ts';
import {
  alice,
  checked,
  context,
  fold,
  foldIn,
  green,
  runningGoal,
  turnFailed,
  turnFinished,
  changed,
} from '../../../../support/core/sample-goal.ts';

const helped: ReduceContext = {
  ...context,
  rules: { ...defaultRules, helps: { summary: true, compact: true, memory: false } },
};

const summaries = (goal: GoalDocument) => goal.turns.map(({ summary }) => summary);
const asked = (goal: GoalDocument) =>
  goal.effects
    .filter(({ type }) => type === 'SummariseTurn')
    .map((effect) => ('seq' in effect ? effect.seq : 0));

test('a summary section of the agent’s own is its summary, and nobody else is asked', () => {
  const { document } = foldIn(helped, runningGoal(), turnFinished({ text: 'Much.\n## Summary\nMended it.' }));
  expect(summaries(document)).toEqual(['Mended it.']);
  expect(asked(document)).toEqual([]);
});

test('a summary file counts before the section', () => {
  const finished = turnFinished({ text: '## Summary\nMended it.', summaryFile: 'From the file.' });
  expect(summaries(foldIn(helped, runningGoal(), finished).document)).toEqual(['From the file.']);
});

test('without either, the helper model is asked beside the checks, which do not wait for it', () => {
  const { document } = foldIn(helped, runningGoal(), turnFinished());
  expect(asked(document)).toEqual([1]);
  expect(document.effects.map(({ type }) => type)).toContain('CheckAcceptance');
  const { document: told } = foldIn(helped, document, { type: 'TurnSummarised', text: ' It went well. ' });
  expect(summaries(told)).toEqual(['It went well.']);
});

test('nobody is asked where there is no helper model, nor about a turn without words', () => {
  expect(asked(fold(runningGoal(), turnFinished()).document)).toEqual([]);
  expect(asked(foldIn(helped, runningGoal(), turnFinished({ text: ' \n' })).document)).toEqual([]);
});

test('what the helper model used is counted apart from the agent', () => {
  const usage = { input: 7, output: 3, cacheRead: 0, cacheWrite: 0, wallMs: 0, costUsd: 0.01 };
  const asking = foldIn(helped, runningGoal(), turnFinished()).document;
  const { document } = foldIn(helped, asking, { type: 'TurnSummarised', usage });
  expect(document.helperUsage).toMatchObject({ input: 7, output: 3, costUsd: 0.01 });
  expect(document.usage).toEqual(asking.usage);
  expect(summaries(document)).toEqual([undefined]);
});

test('the final notice waits for the last summary, and comes once', () => {
  const committed = { type: 'WorkCommitted', sha: 'd'.repeat(40), changes: changed } as const;
  const delivered = { type: 'BranchDelivered', ref: 'drover/G-1' } as const;
  const done = foldIn(helped, runningGoal(), turnFinished(), checked([green]), committed, delivered);
  expect(done.document.state).toBe('done');
  expect(done.notices).not.toContainEqual({ type: 'RunEnded' });
  expect(asked(done.document)).toEqual([1]);
  const told = foldIn(helped, done.document, { type: 'TurnSummarised', text: 'Mended.' });
  expect(told.notices).toEqual([{ type: 'RunEnded' }]);
  expect(told.document.effects).toEqual([]);
});

test('a new run does not wait for the summary of the old one, whose end is told first', () => {
  const asking = foldIn(helped, runningGoal(), turnFinished()).document;
  const cancelled = foldIn(helped, asking, { type: 'CancelWished', by: alice, reason: '' }).document;
  const again = foldIn(helped, cancelled, { type: 'ContinueWished', by: alice, text: '' });
  expect(again.notices.map(({ type }) => type)).toEqual(['RunEnded', 'RunBegun']);
  expect(again.log.map(({ type }) => type)).toContain('goal.completed');
  const late = foldIn(helped, again.document, { type: 'TurnSummarised', text: 'Late.' });
  expect(late.notices).toEqual([]);
  expect(summaries(late.document)).toEqual(['Late.']);
});

test('a summary that cannot be had does not hold the final notice back', () => {
  const asking = foldIn(helped, runningGoal(), turnFinished()).document;
  const cancelled = foldIn(helped, asking, { type: 'CancelWished', by: alice, reason: '' });
  expect(cancelled.notices).toEqual([]);
  const effectId = cancelled.document.effects[0]?.id;
  if (effectId === undefined) throw new Error('nothing is pending');
  const failed = { type: 'EffectFailed', effectId, code: 'BUG', message: 'no', hint: '' } as const;
  expect(foldIn(helped, cancelled.document, failed).notices).toEqual([{ type: 'RunEnded' }]);
});

test('a turn that broke is summed up as well, when its agent said something', () => {
  expect(
    asked(foldIn(helped, runningGoal(), turnFailed({ kind: 'network', message: 'gone' })).document),
  ).toEqual([]);
  const spoke = turnFinished({
    outcome: 'failed',
    failure: { kind: 'network', message: 'gone' },
    text: 'Half.',
  });
  expect(asked(foldIn(helped, runningGoal(), spoke).document)).toEqual([1]);
});

test('a stop and a pause let a summary go on', () => {
  const asking = foldIn(helped, runningGoal(), turnFinished()).document;
  const stopped = foldIn(helped, asking, { type: 'StopWished', by: alice, at: 2000 }).document;
  expect(stopped.state).toBe('paused');
  expect(asked(stopped)).toEqual([1]);
});
