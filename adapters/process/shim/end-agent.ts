import { setTimeout as sleep } from 'node:timers/promises';
import { endTree } from '../end-tree.ts';
import { sendSignal } from '../process-tree.ts';
import type { ShimJob } from './shim-job.ts';
import type { RunningAgent } from './start-agent.ts';

/** Background processes that an agent left behind get this long, at most, to end politely. */
const leftoverMs = 500;

/** Ends what an agent left behind that went by itself; answers the processes that stay in spite of it. */
export const endLeftovers = ({ tree }: RunningAgent, killAfterMs: number): Promise<readonly number[]> =>
  endTree(tree, Math.min(killAfterMs, leftoverMs));

/**
 * Ends an agent: its own interrupt where it has one, for half of the time; then SIGTERM to the tree; SIGKILL when the
 * time is up. Answers the processes that stay in spite of it.
 */
export async function endAgent(
  agent: RunningAgent,
  { interrupt, killAfterMs }: Pick<ShimJob, 'interrupt' | 'killAfterMs'>,
): Promise<readonly number[]> {
  if (interrupt === undefined) return endTree(agent.tree, killAfterMs);
  const begun = performance.now();
  sendSignal(agent.tree.pid, interrupt);
  const patience = new AbortController();
  const impatience = sleep(killAfterMs / 2, 'late', { signal: patience.signal }).catch(() => 'gone');
  const answer = await Promise.race([agent.exited, impatience]);
  patience.abort();
  const leftMs = Math.max(0, killAfterMs - (performance.now() - begun));
  return answer === 'late' ? endTree(agent.tree, leftMs) : endLeftovers(agent, leftMs);
}
