import { expect, it } from 'vitest';
import {
  baseCandidates,
  isBaseName,
  isWholeSha,
} from '../../../../../../adapters/workspace/git-worktree/mirror/base-candidates.ts';

const refsOf = (base: string, hasRemote = false) => baseCandidates(base, hasRemote).map(({ ref }) => ref);

it('looks for a branch first, then for a tag', () => {
  expect(refsOf('main')).toEqual(['refs/remotes/origin/main', 'refs/tags/main']);
});

it("prefers a remote's branch to the checkout's own, and names it so", () => {
  expect(baseCandidates('main', true).slice(0, 2)).toEqual([
    { ref: 'refs/remotes/origin/main', name: 'origin/main' },
    { ref: 'refs/remotes/checkout/main', name: 'main' },
  ]);
});

it('knows the long spellings', () => {
  expect(refsOf('refs/heads/topic/a')).toContain('refs/remotes/origin/topic/a');
  expect(refsOf('refs/tags/v1')).toContain('refs/tags/v1');
  expect(refsOf('origin/main')).toContain('refs/remotes/origin/main');
});

it('takes hexadecimal text for a commit last, since a branch may bear such a name', () => {
  expect(refsOf('deadbeef').at(-1)).toBe('deadbeef');
  expect(refsOf('deadbee')).toContain('deadbee');
  expect(refsOf('dead')).not.toContain('dead');
});

it('takes no revision expression, option or path for a name', () => {
  for (const name of ['main', 'topic/a.b-c_d', 'ünï', 'v1.0', 'a@b', '#1'])
    expect(isBaseName(name)).toBe(true);
  const wrong = [
    '',
    'a b',
    'a~1',
    'a^',
    'a:b',
    'a..b',
    'a@{1}',
    '-x',
    'a?',
    'a*',
    'a[',
    'a\\b',
    'a\nb',
    '/a',
    'a/',
  ];
  for (const name of wrong) expect(isBaseName(name)).toBe(false);
});

it('knows a whole commit id', () => {
  expect(isWholeSha('a1'.repeat(20))).toBe(true);
  expect(isWholeSha('a1'.repeat(32))).toBe(true);
  expect(isWholeSha('a1'.repeat(10))).toBe(false);
});
