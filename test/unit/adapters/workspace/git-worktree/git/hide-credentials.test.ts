import { expect, it } from 'vitest';
import { hideCredentials } from '../../../../../../adapters/workspace/git-worktree/git/hide-credentials.ts';

it.each([
  ['https://ada:s3cret@host/x.git', 'https://host/x.git'],
  [
    "fatal: unable to access 'HTTP://token@host:8080/x/': no",
    "fatal: unable to access 'HTTP://host:8080/x/': no",
  ],
  ['https://a:b@one https://c@two', 'https://one https://two'],
  ['https://host/path@2', 'https://host/path@2'],
  ['ssh://git@host/x.git', 'ssh://git@host/x.git'],
  ['git@host:x.git', 'git@host:x.git'],
])('turns %s into %s', (text, hidden) => {
  expect(hideCredentials(text)).toBe(hidden);
});
