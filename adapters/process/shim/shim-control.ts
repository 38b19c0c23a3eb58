import { endTree } from '../end-tree.ts';
import { canSeeProcesses, startOf } from '../proc-table.ts';
import { sendSignal } from '../process-tree.ts';
import { currentBoot, isCertain } from './identity.ts';
import type { EndNote, ShimNote } from './shim-notes.ts';
import { turnFiles, writeNote } from './turn-files.ts';

/**
 * Asks a shim to end its agent. The wish is noted first: it holds even when drover dies here, and where signals could
 * reach a stranger the shim finds it within a moment.
 */
export function askToEnd(folder: string, shim: ShimNote, why: EndNote['why']): void {
  try {
    writeNote(folder, turnFiles.end, { why } satisfies EndNote);
  } finally {
    if (isCertain(shim)) sendSignal(shim.pid, 'SIGTERM');
  }
}

/** Background processes get this long, at most, to end politely. */
const politeMs = 500;

/**
 * Ends what is left of a turn whose shim is gone, or does not answer any more: the shim first, then the tree.
 * Answers the processes that stay in spite of it. Where processes cannot be seen (not Linux) nothing can be found.
 */
export async function endRemains(tag: string, shim: ShimNote | undefined): Promise<readonly number[]> {
  if (!canSeeProcesses()) return [];
  if (shim && isCertain(shim)) sendSignal(shim.pid, 'SIGKILL');
  const agent = shim && agentOf(shim);
  const known = new Map(agent ? [[agent.pid, String(agent.start)]] : []);
  return endTree({ pid: agent?.pid ?? nobody, tag, known }, politeMs);
}

/** Number of no process, group or session. */
const nobody = -1;

/** The agent's main process; undefined when its number belongs to another process by now, or to a process of another boot. */
function agentOf({ agent, boot }: ShimNote): { pid: number; start: number } | undefined {
  if (agent?.start === undefined || boot !== currentBoot()) return undefined;
  const start = startOf(agent.pid) ?? agent.start;
  return start === agent.start ? { pid: agent.pid, start } : undefined;
}
