import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const pinned = 'claude-2.1.328/node_modules/.bin/claude';

/** The real `claude`: from the cache that `.ci/install-agents` fills, else from the PATH; undefined when there is none. */
export function findClaude(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const cache =
    env['DROVER_AGENT_CACHE'] ?? fileURLToPath(new URL('../../../.cache/agents', import.meta.url));
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [join(cache, pinned), ...folders.map((folder) => join(folder, 'claude'))].find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there or not executable: the next place is looked at.
    return false;
  }
}
