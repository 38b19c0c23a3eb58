import { expect, it } from 'vitest';
import { isWholeHead } from '../../../../../../adapters/workspace/git-worktree/mirror/mirror-config.ts';

it('knows a whole HEAD from one that a crash cut short', () => {
  expect(isWholeHead('ref: refs/heads/main\n')).toBe(true);
  expect(isWholeHead(`${'a1'.repeat(20)}\n`)).toBe(true);
  for (const text of ['', '\n', 'ref: ', 'ref: refs/', 'a1a1', '\0\0\0'])
    expect(isWholeHead(text)).toBe(false);
});
