import { createTurnFolders } from '../../../adapters/home/turn-folders.ts';
import type { Config } from '../../config/config.ts';
import type { Tools } from '../../runner/perform/performer.ts';
import type { Retention } from '../../runner/retention/retention.ts';
import type { Runtime } from '../../runner/runtime.ts';

/** What clears away what ended goals left. @param turns folder of the turns, under drover's home */
export const buildRetention = (config: Config, runtime: Runtime, tools: Tools, turns: string): Retention => ({
  runtime,
  workspaces: tools.workspaces,
  turnFolders: createTurnFolders(turns),
  rules: config.retention,
  seen: {},
});
