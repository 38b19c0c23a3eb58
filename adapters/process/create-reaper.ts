import { setTimeout as sleep } from 'node:timers/promises';
import type { OrphanReaper } from '../../src/ports/agent.ts';
import type { Logger } from '../../src/ports/logger.ts';
import type { ProcessRow } from './proc-table.ts';
import { canSeeProcesses, readProcessTable } from './proc-table.ts';
import { sendSignal } from './process-tree.ts';
import { orphansIn } from './orphans-in.ts';

const pauseMs = 20;

/**
 * Finds what earlier lives of drover left running, by the marks in its environment. Works where the kernel shows
 * environments (Linux). Elsewhere it finds nothing and says so in the log: there a shim that drover does not come back
 * to ends its agent by itself, after its grace, and what has lost its shim as well has to be ended by hand.
 */
export function createReaper(logger: Logger, platform: string = process.platform): OrphanReaper {
  return {
    reap: async (tagPrefix, keep, signal) => {
      if (canSeeProcesses(platform)) return reapTagged(tagPrefix, keep, signal);
      logger.warn({ platform }, 'processes left over from an earlier run cannot be found on this system');
      return [];
    },
  };
}

/** Two empty looks in a row, as a process in the moment of an exec shows no environment. */
async function reapTagged(
  tagPrefix: string,
  keep: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (tagPrefix === '')
    throw new RangeError('an empty prefix would reap every tagged process of this machine');
  const tags = new Set<string>();
  for (let emptyLooks = 0; emptyLooks < 2;) {
    signal.throwIfAborted();
    const found = orphansIn(await readProcessTable(), tagPrefix, keep);
    for (const { row, tag } of found) kill(row, tag, tags);
    emptyLooks = found.length === 0 ? emptyLooks + 1 : 0;
    await sleep(pauseMs, undefined, { signal });
  }
  return [...tags];
}

function kill(row: ProcessRow, tag: string, tags: Set<string>): void {
  sendSignal(row.pid, 'SIGKILL');
  tags.add(tag);
}
