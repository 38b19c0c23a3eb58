import { expect, test } from 'vitest';
import { alice, fold, foldIn, context, sampleGoal } from '../../../../support/core/sample-goal.ts';

const evicted = { type: 'WorkspaceEvicted' } as const;

test('an ended goal whose worktree went knows since when, and gets it again with a new run', () => {
  const ended = fold(sampleGoal(), { type: 'CancelWished', by: alice, reason: '' }).document;
  const { document } = foldIn({ ...context, now: 5000 }, ended, evicted);
  expect(document.evicted).toEqual({ at: 5000 });
  expect(fold(document, { type: 'ContinueWished', by: alice, text: '' }).document.next).toBe('prepare');
});

test('an open goal keeps its worktree', () => {
  expect(fold(sampleGoal(), evicted).document.evicted).toBeUndefined();
});
