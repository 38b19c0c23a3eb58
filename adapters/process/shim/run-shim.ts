import { endTree } from '../end-tree.ts';
import { endLeftovers } from './end-agent.ts';
import type { Guard } from './guard.ts';
import { armGuard, newGuard, triggerEnd, wishedEnd } from './guard.ts';
import { identityOf } from './identity.ts';
import type { ShimJob } from './shim-job.ts';
import type { ExitNote, ShimNote } from './shim-notes.ts';
import type { RunningAgent } from './start-agent.ts';
import { startAgent } from './start-agent.ts';
import { turnFiles, writeNote } from './turn-files.ts';

/**
 * Runs the agent to its end and notes how it ended, when nothing of it lives any more.
 * @param asked settles when somebody asks the shim to end
 */
export async function runShim(job: ShimJob, asked: Promise<void>): Promise<void> {
  const begun = performance.now();
  const agent = await startAgent(job);
  const exit = 'spawnError' in agent ? agent : await guardOrEnd(job, agent, asked);
  const wallMs = Math.round(performance.now() - begun);
  writeNote(job.folder, turnFiles.exit, { ...exit, wallMs } satisfies ExitNote);
}

type Exit = Omit<ExitNote, 'wallMs'>;

/** An agent that cannot be guarded is not left alone. */
async function guardOrEnd(job: ShimJob, agent: RunningAgent, asked: Promise<void>): Promise<Exit> {
  try {
    return await guardAgent(job, agent, asked);
  } catch (error) {
    await endTree(agent.tree, 0);
    throw error;
  }
}

async function guardAgent(job: ShimJob, agent: RunningAgent, asked: Promise<void>): Promise<Exit> {
  noteAgent(job, agent);
  const guard = newGuard(job, agent);
  const disarm = armGuard(guard);
  // oxlint-disable-next-line typescript/no-floating-promises -- it may never settle, and it never rejects.
  asked.then(() => triggerEnd(guard, wishedEnd(job) ?? 'killed'));
  const exit = await Promise.race([agent.exited, guard.stuck.promise]);
  disarm();
  const survivors = await (guard.ending ?? endLeftovers(agent, job.killAfterMs));
  return { ...exit, ...endingOf(guard), ...(survivors.length > 0 ? { survivors } : {}) };
}

const endingOf = ({ reason }: Guard) => (reason === undefined ? {} : { endedFor: reason });

/** Should the shim be killed, whoever finds the note knows what it leaves behind. */
function noteAgent({ folder, tag }: ShimJob, { tree }: RunningAgent): void {
  const note: ShimNote = { tag, ...identityOf(process.pid), agent: agentOf(tree) };
  writeNote(folder, turnFiles.shim, note);
}

const agentOf = ({ pid, since }: RunningAgent['tree']) => ({
  pid,
  ...(since === undefined ? {} : { start: since }),
});
