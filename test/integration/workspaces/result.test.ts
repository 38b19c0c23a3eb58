import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { createGitWorkspaces } from '../../../adapters/workspace/git-worktree/create-git-workspaces.ts';
import { checkoutState, commitFiles, git, plainGitEnv, writeFiles } from '../../support/git-repository.ts';
import { collectingLogger, never, openBench } from './bench.ts';

const commit = { message: 'Fix', author: { name: 'Grace', email: 'grace@example.org' } };

describe('the result, wherever the agent left HEAD', () => {
  it('comes to the branch of the goal from another branch and from a detached HEAD', async () => {
    for (const leave of [['-b', 'feature'], ['--detach']]) {
      await using bench = await openBench();
      const info = await bench.prepare();
      const early = await commitFiles(info.path, { 'early.txt': '1' });
      await git(info.path, 'checkout', '--quiet', ...leave);
      const late = await commitFiles(info.path, { 'late.txt': '2' });
      await writeFiles(info.path, { 'open.txt': '3' });
      const { sha, committed } = await bench.workspaces.commitAll(info, commit, never);
      expect(committed).toBe(true);
      expect(await git(info.path, 'rev-parse', info.branch, 'HEAD', `${sha}^`, `${sha}^^`)).toBe(
        [sha, sha, late, early].join('\n'),
      );
      expect(await git(info.path, 'symbolic-ref', 'HEAD')).toBe(`refs/heads/${info.branch}`);
      expect(await git(info.path, 'status', '--porcelain')).toBe('');
    }
  });

  it('comes there also when there is nothing left to commit', async () => {
    await using bench = await openBench();
    const info = await bench.prepare();
    await git(info.path, 'checkout', '--quiet', '-b', 'feature');
    const own = await commitFiles(info.path, { 'own.txt': '1' });
    expect(await bench.workspaces.commitAll(info, commit, never)).toEqual({ sha: own, committed: false });
    expect(await git(info.path, 'rev-parse', info.branch)).toBe(own);
  });

  it('keeps commits of the branch that are no part of it under a ref', async () => {
    await using bench = await openBench();
    const info = await bench.prepare();
    const left = await commitFiles(info.path, { 'left.txt': '1' });
    await git(info.path, 'checkout', '--quiet', '-b', 'again', info.baseSha);
    const again = await commitFiles(info.path, { 'again.txt': '2' });
    expect(await bench.workspaces.commitAll(info, commit, never)).toEqual({ sha: again, committed: false });
    expect(await git(info.path, 'rev-parse', info.branch)).toBe(again);
    expect(await git(bench.mirror, 'for-each-ref', '--format=%(objectname)', 'refs/drover/G-1/left/')).toBe(
      left,
    );
  });

  it('is refused, with everything left as it is, where it does not build on the base', async () => {
    await using bench = await openBench();
    await commitFiles(bench.source, { 'second.txt': '2' });
    const info = await bench.prepare();
    await git(info.path, 'reset', '--quiet', '--hard', 'HEAD~1');
    await commitFiles(info.path, { 'own.txt': '1' });
    const before = await checkoutState(info.path);
    await expect(bench.workspaces.commitAll(info, commit, never)).rejects.toMatchObject({
      code: 'COMMIT_REFUSED',
      message: expect.stringContaining('does not build on the base'),
    });
    await git(info.path, 'checkout', '--quiet', info.branch);
    expect(await checkoutState(info.path)).toEqual(before);
    await git(info.path, 'checkout', '--quiet', '--orphan', 'orphan');
    await expect(bench.workspaces.commitAll(info, commit, never)).rejects.toMatchObject({
      code: 'COMMIT_REFUSED',
      message: expect.stringContaining('HEAD has no commit'),
    });
  });

  it('is refused in the middle of a rebase, and concludes a merge', async () => {
    await using bench = await openBench({ 'a.txt': 'a\n' });
    const info = await bench.prepare();
    await commitFiles(info.path, { 'a.txt': 'mine\n' });
    await git(info.path, 'checkout', '--quiet', '-b', 'other', info.baseSha);
    const other = await commitFiles(info.path, { 'a.txt': 'theirs\n' });
    await git(info.path, 'checkout', '--quiet', info.branch);
    await git(info.path, 'rebase', 'other').catch(() => undefined);
    await expect(bench.workspaces.commitAll(info, commit, never)).rejects.toMatchObject({
      code: 'COMMIT_REFUSED',
      message: expect.stringContaining('a rebase is not finished'),
    });
    await git(info.path, 'rebase', '--abort');
    const mine = await git(info.path, 'rev-parse', 'HEAD');
    await git(info.path, 'merge', 'other').catch(() => undefined);
    await writeFiles(info.path, { 'a.txt': 'both\n' });
    const { sha } = await bench.workspaces.commitAll(info, commit, never);
    expect(await git(info.path, 'rev-parse', `${sha}^1`, `${sha}^2`)).toBe(`${mine}\n${other}`);
    expect(await git(info.path, 'status')).not.toContain('merging');
  });

  it('takes a staged file that is ignored, and no other ignored file', async () => {
    await using bench = await openBench({ '.gitignore': '*.log\n' });
    const info = await bench.prepare();
    await writeFiles(info.path, { 'wanted.log': '1', 'noise.log': '2' });
    await git(info.path, 'add', '--force', 'wanted.log');
    const { sha } = await bench.workspaces.commitAll(info, commit, never);
    expect(await git(info.path, 'diff', '--name-only', info.baseSha, sha)).toBe('wanted.log');
  });

  it('is the same commit again when an earlier try ended before HEAD followed, however long ago', async () => {
    await using bench = await openBench();
    const info = await bench.prepare();
    await git(info.path, 'checkout', '--quiet', '--detach');
    await writeFiles(info.path, { 'new.txt': 'new' });
    const first = await bench.workspaces.commitAll(info, commit, never);
    await git(info.path, 'update-ref', '--no-deref', 'HEAD', info.baseSha);
    await git(info.path, 'symbolic-ref', 'HEAD', 'refs/heads/elsewhere');
    await git(info.path, 'update-ref', 'refs/heads/elsewhere', info.baseSha);
    await git(info.path, 'update-ref', `refs/heads/${info.branch}`, first.sha);
    const later = createGitWorkspaces({
      home: bench.home,
      clock: { ...systemClock, now: () => Date.now() + 3_600_000 },
      logger: collectingLogger(),
      gitTimeoutMs: 60_000,
      env: plainGitEnv,
    });
    expect(await later.commitAll(info, commit, never)).toEqual(first);
    expect(await git(bench.mirror, 'for-each-ref', 'refs/drover/G-1/left/')).toBe('');
  });
});
