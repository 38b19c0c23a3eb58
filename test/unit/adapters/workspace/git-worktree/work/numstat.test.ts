import { expect, it } from 'vitest';
import { sumNumstat } from '../../../../../../adapters/workspace/git-worktree/work/numstat.ts';

it('sums files and lines', () => {
  expect(sumNumstat('3\t1\ta.txt\u00002\t0\tb.txt\0')).toEqual({ files: 2, insertions: 5, deletions: 1 });
  expect(sumNumstat('')).toEqual({ files: 0, insertions: 0, deletions: 0 });
});

it('counts a binary file as a file without lines', () => {
  expect(sumNumstat('-\t-\ta.bin\0')).toEqual({ files: 1, insertions: 0, deletions: 0 });
});

it('counts a rename once, whatever its names look like', () => {
  expect(sumNumstat('1\t2\t\u00009\t9\told\u00009\t9\tnew\u00004\t0\tnext\0')).toEqual({
    files: 2,
    insertions: 5,
    deletions: 2,
  });
});

it('takes no line break in a name for a new entry', () => {
  expect(sumNumstat('1\t0\ta\n5\t5\tb\0')).toEqual({ files: 1, insertions: 1, deletions: 0 });
});
