import { expect, test } from 'vitest';
import { postsOf } from '../../../../../src/runner/posts.ts';
import { statusCard } from '../../../../../src/text/status-card.ts';
import { fold, runningGoal } from '../../../../support/core/sample-goal.ts';

const bound = fold(runningGoal(), { type: 'RootPosted', messageId: '17.1' }).document;
const lost = { type: 'CardLost', code: 'edit_window_closed' } as const;

test('a card that cannot be edited is followed by one in the thread, which shows the present state', () => {
  const step = fold(bound, lost);
  expect(postsOf(bound, step)).toEqual([
    {
      key: 'G-1/card/2',
      goal: 'G-1',
      kind: 'notice',
      freshCard: true,
      to: bound.origin,
      content: statusCard(bound),
    },
  ]);
  expect(step.document.origin.thread).toBe('17.1');
});

test('the goal remembers which message is its card, also that there is none', () => {
  const fresh = fold(bound, lost, { type: 'CardPosted', messageId: '17.9' }).document;
  expect(fresh.card).toMatchObject({ number: 2, messageId: '17.9' });
  const again = fold(fresh, lost).document;
  expect(again.card).toEqual({ number: 3, at: 1000 });
  expect(fold(again, { type: 'CardRefused', code: 'is_archived' }).document.card?.refused).toBe(
    'is_archived',
  );
});

test('a thread at another place begins with a card of its own', () => {
  const fresh = fold(bound, lost, { type: 'RootPosted', messageId: '18.1' }).document;
  expect(fresh.card).toBeUndefined();
});
