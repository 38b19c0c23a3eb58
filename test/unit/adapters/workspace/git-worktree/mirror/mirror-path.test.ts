import { assert, property, string } from 'fast-check';
import { expect, it } from 'vitest';
import {
  baselinePath,
  mirrorPath,
  worktreePath,
} from '../../../../../../adapters/workspace/git-worktree/mirror/mirror-path.ts';

it('puts mirrors, worktrees and baselines where the design says', () => {
  expect(mirrorPath('/h', 'web')).toBe('/h/repos/web.git');
  expect(worktreePath('/h', 'G-1')).toBe('/h/worktrees/G-1');
  expect(baselinePath('/h', 'G-1')).toBe('/h/worktrees/G-1.baseline');
});

it('leads no project name out of the folder, and keeps different names apart', () => {
  expect(mirrorPath('/h', '../../etc')).toBe('/h/repos/%2e.%2F..%2Fetc.git');
  assert(
    property(string({ minLength: 1 }), string({ minLength: 1 }), (a, b) => {
      expect(mirrorPath('/h', a)).toMatch(/^\/h\/repos\/[^./][^/]*\.git$/);
      expect(mirrorPath('/h', a) === mirrorPath('/h', b)).toBe(a === b);
    }),
  );
});
