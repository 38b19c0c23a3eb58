import { foldersTogether } from '../../../adapters/home/goal-files/folders-together.ts';
import type { HomePaths } from '../../../adapters/home/home-folders.ts';
import { createTurnFolders } from '../../../adapters/home/turn-folders.ts';
import type { Config } from '../../config/config.ts';
import type { ThreadLog } from '../../ports/chat/thread-log.ts';
import type { Tools } from '../../runner/perform/performer.ts';
import type { Retention } from '../../runner/retention/retention.ts';
import type { Runtime } from '../../runner/runtime.ts';

interface Kept {
  readonly tools: Tools;
  readonly threads: ThreadLog;
  readonly paths: Pick<HomePaths, 'turns' | 'files'>;
}

/** What clears away what ended goals left. What people sent is kept as long as what the turns printed that read it. */
export const buildRetention = (
  config: Config,
  runtime: Runtime,
  { tools, threads, paths }: Kept,
): Retention => ({
  runtime,
  workspaces: tools.workspaces,
  turnFolders: foldersTogether([createTurnFolders(paths.turns), createTurnFolders(paths.files)]),
  threads,
  rules: config.retention,
  seen: {},
});
