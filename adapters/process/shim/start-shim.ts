import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { shimVariable } from '../proc-table.ts';
import { identityOf } from './identity.ts';
import type { ShimJob } from './shim-job.ts';
import type { ShimNote } from './shim-notes.ts';
import { turnFiles, writeNote } from './turn-files.ts';

const program = fileURLToPath(new URL('shim.ts', import.meta.url));
/** Taking the types out costs 50 ms at every start, reading them out of Node's own cache next to nothing. */
const cache = fileURLToPath(new URL('../../../node_modules/.cache/drover-shim', import.meta.url));

/**
 * Starts a shim and hands the job over; settles when the shim has all of it. Rejects when no process could be started.
 * The note is there before the job is: a shim without a note never gets to start anything.
 * @param prepare what has to be done before the agent starts; the shim comes up in the meantime
 */
export async function startShim(
  job: ShimJob,
  prepare: () => Promise<void> = async () => {},
): Promise<ShimNote> {
  const child = spawnShim(job.tag);
  try {
    const [pid] = await Promise.all([started(child), prepare()]);
    const note: ShimNote = { tag: job.tag, ...identityOf(pid) };
    writeNote(job.folder, turnFiles.shim, note);
    await handOver(child, job);
    return note;
  } finally {
    // Without all of its job, a shim that can read no more ends.
    child.stdin?.destroy();
  }
}

/** The shim bears a mark of its own, not that of the agent's tree: ending the tree must not end the shim. */
const spawnShim = (tag: string): ChildProcess =>
  spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program], {
    cwd: '/',
    detached: true,
    env: { [shimVariable]: tag, NODE_COMPILE_CACHE: cache },
    stdio: ['pipe', 'ignore', 'ignore'],
  });

/** A shim that dies before it has read its job has started nothing; whoever follows it will see that. */
const handOver = ({ stdin }: ChildProcess, job: ShimJob): Promise<void> =>
  new Promise((resolve) => {
    stdin?.on('error', () => resolve());
    stdin?.end(JSON.stringify(job), () => resolve());
  });

/** Its number. It does not keep drover alive. */
function started(child: ChildProcess): Promise<number> {
  child.unref();
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => resolve(child.pid ?? 0));
  });
}
