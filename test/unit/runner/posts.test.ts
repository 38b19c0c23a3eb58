import { expect, test } from 'vitest';
import { postsOf, rootPost } from '../../../src/runner/posts.ts';
import { alice, fold, runningGoal, sampleGoal } from '../../support/core/sample-goal.ts';

test('notices have numbers of their own, counted in the document', () => {
  const before = sampleGoal();
  const step = fold(before, { type: 'PauseWished', by: alice });
  expect(postsOf(before, step).map((post) => post.key)).toEqual(['G-1/notice/1', 'G-1/card']);
  expect(step.document.nextPost).toBe(2);
  const next = fold(step.document, { type: 'ResumeWished', by: alice });
  expect(postsOf(step.document, next).map((post) => post.key)).toEqual(['G-1/notice/2', 'G-1/card']);
});

test('a card that would look the same is not sent again', () => {
  const before = runningGoal();
  const step = fold(before, { type: 'RootPosted', messageId: '17.1' });
  expect(postsOf(before, step)).toEqual([]);
});

test('a second root card comes before everything that is said in its thread', () => {
  const before = sampleGoal();
  const step = fold(before, { type: 'RootRefused', code: 'is_archived' });
  const posts = postsOf(before, step);
  expect(posts[0]).toMatchObject({ key: 'G-1/root/2', kind: 'root', to: { channel: 'U1' } });
  expect(rootPost(before).key).toBe('G-1/root/1');
});
