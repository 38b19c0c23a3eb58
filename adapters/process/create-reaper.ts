import { setTimeout as sleep } from 'node:timers/promises';
import type { OrphanReaper } from '../../src/ports/agent.ts';
import type { Logger } from '../../src/ports/logger.ts';
import { canSeeProcesses } from './proc-table.ts';
import { killTagged } from './process-tree.ts';

const pauseMs = 20;

/**
 * Finds what earlier lives of drover left running, by the tag in its environment. Works where the kernel shows
 * environments (Linux). Elsewhere it finds nothing and says so in the log: there a tree ends with its process
 * group while drover lives, and what outlives drover has to be ended by hand.
 */
export function createReaper(logger: Logger, platform: string = process.platform): OrphanReaper {
  return {
    reap: async (tagPrefix, signal) => {
      if (canSeeProcesses(platform)) return reapTagged(tagPrefix, signal);
      logger.warn({ platform }, 'processes left over from an earlier run cannot be found on this system');
      return [];
    },
  };
}

/** Two empty looks in a row, as a process in the moment of an exec shows no environment. */
async function reapTagged(tagPrefix: string, signal: AbortSignal): Promise<readonly string[]> {
  if (tagPrefix === '')
    throw new RangeError('an empty prefix would reap every tagged process of this machine');
  const tags = new Set<string>();
  for (let emptyLooks = 0; emptyLooks < 2;) {
    signal.throwIfAborted();
    const found = await killTagged(tagPrefix, 'SIGKILL');
    for (const { tag } of found) tags.add(tag);
    emptyLooks = found.length === 0 ? emptyLooks + 1 : 0;
    await sleep(pauseMs, undefined, { signal });
  }
  return [...tags];
}
