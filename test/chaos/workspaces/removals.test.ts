import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { goalIdOf } from '../../../src/domain/ids.ts';
import type { Workspaces } from '../../../src/ports/workspace.ts';
import { wholeState } from '../../contract/workspace/visible-files.ts';
import { commitFiles, git, writeFiles } from '../../support/git-repository.ts';
import type { Bench } from '../../integration/workspaces/bench.ts';
import { never, openBench } from '../../integration/workspaces/bench.ts';
import { makeCrashingGit } from '../../integration/workspaces/crashing-git.ts';

const first = goalIdOf(1);
const author = { name: 'Grace', email: 'grace@example.org' };

async function removeWith(bench: Bench, workspaces: Workspaces): Promise<void> {
  for (const work of await bench.workspaces.inventory(never)) await workspaces.removeWorktree(work, never);
}

describe.each(['before', 'midway', 'after'] as const)('a git that dies %s its work', (how) => {
  it('loses nothing at whichever call of a removal it dies', { timeout: 300_000 }, async () => {
    for (let at = 1; ; at += 1) {
      await using bench = await openBench();
      const info = await bench.prepare();
      await commitFiles(info.path, { 'done.txt': 'done\n' });
      await bench.workspaces.checkpoint(info, first, 1, never);
      await writeFiles(info.path, { 'README.md': 'changed\n', 'new.txt': 'new\n' });
      const before = await wholeState(info.path, info.branch);
      const crashing = await makeCrashingGit(path.join(bench.root, 'bin'), at, how);
      await removeWith(bench, bench.reopen({ PATH: crashing.path })).catch(() => undefined);
      await bench.prepare();
      expect(await wholeState(info.path, info.branch), `call ${at}`).toEqual(before);
      await removeWith(bench, bench.workspaces);
      await bench.prepare();
      expect(await wholeState(info.path, info.branch), `call ${at}, again`).toEqual(before);
      if ((await crashing.calls()) < at) return;
    }
  });

  it('commits what was judged at whichever call of the commit it dies', { timeout: 300_000 }, async () => {
    for (let at = 1; ; at += 1) {
      await using bench = await openBench();
      const info = await bench.prepare();
      await writeFiles(info.path, { 'README.md': 'judged\n', 'new.txt': 'judged\n' });
      const { tree } = await bench.workspaces.snapshot(info, first, never);
      await writeFiles(info.path, { 'new.txt': 'later\n', 'later.txt': 'later\n' });
      const crashing = await makeCrashingGit(path.join(bench.root, 'bin'), at, how);
      const order = { message: 'Fix', author, tree };
      await bench
        .reopen({ PATH: crashing.path })
        .commitAll(info, order, never)
        .catch(() => undefined);
      const { sha } = await bench.workspaces.commitAll(info, order, never);
      expect(await git(info.path, 'rev-parse', info.branch, `${sha}^{tree}`, `${sha}^`)).toBe(
        `${sha}\n${tree}\n${info.baseSha}`,
      );
      expect(await git(info.path, 'status', '--porcelain'), `call ${at}`).toBe(' M new.txt\n?? later.txt');
      if ((await crashing.calls()) < at) return;
    }
  });
});
