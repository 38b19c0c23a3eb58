import { expect, it } from 'vitest';
import { pushRefusal } from '../../../../../../adapters/workspace/git-worktree/result/push-refusal.ts';

const push = { target: '/srv/web', branch: 'drover/G-1-x' };
const cause = new Error('git said no');
const refusal = (output: string) => pushRefusal(push, output, cause);

it.each([
  ['!\tsha:refs/heads/drover/G-1-x\t[rejected] (stale info)', 'somebody else made or moved drover/G-1-x'],
  ['!\tx\t[remote rejected] (branch is currently checked out)', 'drover/G-1-x is checked out there'],
  ["error: refs/heads/drover' exists; cannot create 'refs/heads/drover/G-1-x'", 'a name that excludes'],
  ['!\tx\t[remote rejected] (directory file conflict)', 'a name that excludes'],
  ['!\tx\t[remote rejected] (protected branch)', '[remote rejected] (protected branch)'],
  ['something new', 'git said no'],
])('explains %j', (output, reason) => {
  const error = refusal(output);
  expect(error).toMatchObject({ code: 'DELIVERY_FAILED', cause });
  expect(error.message).toMatch(/^\/srv\/web: drover\/G-1-x was not pushed: /);
  expect(error.message).toContain(reason);
  expect(error.hint).not.toBe('');
});
