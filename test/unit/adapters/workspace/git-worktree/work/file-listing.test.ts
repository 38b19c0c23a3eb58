import { expect, it } from 'vitest';
import {
  parseFileListing,
  pathspecsWithout,
} from '../../../../../../adapters/workspace/git-worktree/work/file-listing.ts';

it('tells untracked files, nested repositories and overlooked files apart', () => {
  const output = [
    'H a.txt',
    '? new.txt',
    '? a\nb',
    '? deps/x/',
    'h assumed',
    'S skipped',
    's both',
    'M unmerged',
    '',
  ];
  expect(parseFileListing(output.join('\0'))).toEqual({
    untracked: ['new.txt', 'a\nb'],
    nested: ['deps/x/'],
    assumed: ['assumed', 'both'],
    skipped: ['skipped', 'both'],
  });
});

it('reads an empty worktree', () => {
  expect(parseFileListing('')).toEqual({ untracked: [], nested: [], assumed: [], skipped: [] });
});

it('excludes nested repositories by their literal names', () => {
  expect(pathspecsWithout([])).toBe(':/');
  expect(pathspecsWithout(['a b/', '*[x]/'])).toBe(
    ':/\0:(top,literal,exclude)a b\0:(top,literal,exclude)*[x]',
  );
});
