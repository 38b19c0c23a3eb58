import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessTree } from './process-tree.ts';
import { findMembers, sendSignal } from './process-tree.ts';

/** How long after the first SIGKILL a process may stay before it counts as a survivor (disk wait, another user). */
const giveUpAfterMs = 5_000;
const firstPauseMs = 10;
const longestPauseMs = 100;

/**
 * Ends a tree: SIGTERM once to each member, SIGKILL from `politeMs` on, until nobody is left.
 * Answers the pids that even SIGKILL did not remove; normally none.
 *
 * A single empty look proves nothing: in the moment of an exec a process shows no environment,
 * and a child may be born behind the reader's back. So two in a row are needed.
 */
export async function endTree(tree: ProcessTree, politeMs: number): Promise<readonly number[]> {
  const asked = new Set<number>();
  const begun = performance.now();
  let pauseMs = firstPauseMs;
  for (let emptyLooks = 0; ;) {
    const members = await findMembers(tree);
    emptyLooks = members.length === 0 ? emptyLooks + 1 : 0;
    if (emptyLooks === 2) return [];
    const waited = performance.now() - begun;
    if (members.length > 0 && waited > politeMs + giveUpAfterMs) return members;
    if (waited < politeMs) askToEnd(members, asked);
    else for (const pid of members) sendSignal(pid, 'SIGKILL');
    await sleep(Math.min(pauseMs, waited < politeMs ? Math.max(politeMs - waited, 1) : pauseMs));
    pauseMs = Math.min(pauseMs * 1.5, longestPauseMs);
  }
}

function askToEnd(members: readonly number[], asked: Set<number>): void {
  for (const pid of members) {
    if (asked.has(pid)) continue;
    asked.add(pid);
    sendSignal(pid, 'SIGTERM');
  }
}
