import { systemClock } from '../../../adapters/system/system-clock.ts';
import { createGitWorkspaces } from '../../../adapters/workspace/git-worktree/create-git-workspaces.ts';
import { goalIdOf } from '../../../src/domain/ids.ts';
import type { WorkspaceInfo } from '../../../src/ports/workspace.ts';
import { collectingLogger } from '../../integration/workspaces/bench.ts';
import { plainGitEnv } from '../../support/git-repository.ts';

/** Returns the worktree of G-1 to a checkpoint, in a process that can be killed: HOME-FOLDER INFO-AS-JSON SHA. */
const [home = '', told = '{}', sha = ''] = process.argv.slice(2);
const info = JSON.parse(told) as WorkspaceInfo;
const workspaces = createGitWorkspaces({
  home,
  clock: systemClock,
  logger: collectingLogger(),
  gitTimeoutMs: 60_000,
  env: plainGitEnv,
});
process.stdout.write('begun\n');
await workspaces.restore(info, goalIdOf(1), { kind: 'checkpoint', sha }, new AbortController().signal);
process.stdout.write('done\n');
