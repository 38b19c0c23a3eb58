import { expect, it } from 'vitest';
import { commitMessage } from '../../../../../../adapters/workspace/git-worktree/result/commit-message.ts';

it('puts the trailer into a paragraph of its own', () => {
  expect(commitMessage('Fix login', 'G-1')).toBe('Fix login\n\nDrover-Goal: G-1\n');
  expect(commitMessage('Fix login\n\nBecause.\n\n', 'G-1')).toBe(
    'Fix login\n\nBecause.\n\nDrover-Goal: G-1\n',
  );
});

it('adds it to trailers that are there, once', () => {
  const signed = 'Fix\n\nSigned-off-by: Ada\n';
  expect(commitMessage(signed, 'G-1')).toBe('Fix\n\nSigned-off-by: Ada\nDrover-Goal: G-1\n');
  expect(commitMessage(commitMessage(signed, 'G-1'), 'G-1')).toBe(commitMessage(signed, 'G-1'));
});

it('takes a subject with a colon for no trailer', () => {
  expect(commitMessage('fix: login', 'G-1')).toBe('fix: login\n\nDrover-Goal: G-1\n');
});

it('writes no trailer without a goal, and nothing that git refuses', () => {
  expect(commitMessage('Fix\0 it', undefined)).toBe('Fix it\n');
});
