import { expect, test } from 'vitest';
import { noUsage } from '../../../../src/domain/turn.ts';
import { openDraft } from '../../../../src/goal/draft.ts';
import { bookHelper } from '../../../../src/goal/moves/book-helper.ts';
import { context, sampleGoal } from '../../../support/core/sample-goal.ts';

test('what the helper model used adds up apart from the agent’s, and nothing is nothing', () => {
  const draft = openDraft(sampleGoal(), context);
  bookHelper(draft, { ...noUsage, input: 100, costUsd: 0.5 });
  bookHelper(draft, undefined);
  bookHelper(draft, { ...noUsage, input: 20 });
  expect(draft.goal.helperUsage).toEqual({ ...noUsage, input: 120, costUsd: 0.5 });
  expect(draft.goal.usage).toEqual(noUsage);
});
