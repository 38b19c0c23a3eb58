import { expect, test } from 'vitest';
import { defaultRules } from '../../../../../src/domain/rules/loop-rules.ts';
import { alice, context, foldIn, runningGoal, turnFinished } from '../../../../support/core/sample-goal.ts';

const helped = {
  ...context,
  rules: { ...defaultRules, helps: { summary: true, compact: false, memory: false } },
};
const asking = () => foldIn(helped, runningGoal(), turnFinished()).document;

test('the summary stands with its turn, and the goal goes on as if nothing had been', () => {
  const before = asking();
  const { document, notices } = foldIn(helped, before, { type: 'TurnSummarised', text: 'It went well.' });
  expect(document.turns.at(-1)).toMatchObject({ seq: 1, summary: 'It went well.' });
  expect(document).toMatchObject({ state: before.state, next: before.next, turn: before.turn });
  expect(document.effects).toEqual(before.effects.filter(({ type }) => type !== 'SummariseTurn'));
  expect(notices).toEqual([]);
});

test('what the helper model used is counted, also for nothing', () => {
  const usage = { input: 9, output: 0, cacheRead: 0, cacheWrite: 0, wallMs: 0 };
  const { document } = foldIn(helped, asking(), { type: 'TurnSummarised', usage });
  expect(document.helperUsage.input).toBe(9);
  expect(document.turns.at(-1)).not.toHaveProperty('summary');
});

test('an end that waited for it is told now', () => {
  const cancelled = foldIn(helped, asking(), { type: 'CancelWished', by: alice, reason: '' });
  expect(cancelled.notices).toEqual([]);
  const { notices, log } = foldIn(helped, cancelled.document, { type: 'TurnSummarised', text: 'Half.' });
  expect(notices).toEqual([{ type: 'RunEnded' }]);
  expect(log.map(({ type }) => type)).toContain('goal.completed');
});
