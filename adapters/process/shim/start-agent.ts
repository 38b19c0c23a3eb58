import type { ChildProcess, StdioOptions } from 'node:child_process';
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { startOf, tagVariable } from '../proc-table.ts';
import type { ProcessTree } from '../process-tree.ts';
import type { ExitNote } from './shim-notes.ts';
import type { ShimJob } from './shim-job.ts';
import { turnFiles } from './turn-files.ts';

type SpawnError = NonNullable<ExitNote['spawnError']>;

/** The agent's tree while it runs. */
export interface RunningAgent {
  readonly tree: ProcessTree;
  /** Settles when the main process is gone, whatever it left behind. */
  readonly exited: Promise<Pick<ExitNote, 'exitCode' | 'signal'>>;
}

/**
 * Starts the agent in a session and group of its own. It writes into the files itself, at their end: nothing is lost
 * when the shim or drover dies, and nobody has to keep up with it.
 */
export async function startAgent(job: ShimJob): Promise<RunningAgent | { spawnError: SpawnError }> {
  try {
    const child = spawnAgent(job);
    const { pid } = child;
    if (pid === undefined) return { spawnError: await notStarted(child, job) };
    giveInput(child, job.stdin);
    const since = startOf(pid);
    const known = new Map(since === undefined ? [] : [[pid, String(since)]]);
    const tree = { pid, tag: job.tag, known, ...(since === undefined ? {} : { since }) };
    return { tree, exited: exitOf(child) };
  } catch (error) {
    // Some refusals come at once: arguments that are too long, a full table of files, a disk without room.
    return { spawnError: toSpawnError(error) };
  }
}

function spawnAgent(job: ShimJob): ChildProcess {
  const stdout = openSync(join(job.folder, turnFiles.stdout), 'a', 0o600);
  const stderr = openSync(join(job.folder, turnFiles.stderr), 'a', 0o600);
  const stdio: StdioOptions = [job.stdin === undefined ? 'ignore' : 'pipe', stdout, stderr];
  try {
    const env = { ...job.env, [tagVariable]: job.tag };
    return spawn(job.command, job.args, { cwd: job.cwd, env, detached: true, stdio });
  } finally {
    closeSync(stdout);
    closeSync(stderr);
  }
}

/** A program that does not read its input is its own affair. */
function giveInput({ stdin }: ChildProcess, text: string | undefined): void {
  stdin?.on('error', () => {});
  stdin?.end(text);
}

/** Heard on `exit`: what holds the files open does not matter. */
const exitOf = (child: ChildProcess): RunningAgent['exited'] =>
  new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      resolve({ ...(code === null ? {} : { exitCode: code }), ...(signal === null ? {} : { signal }) });
    });
  });

/** The kernel says ENOENT for a missing working directory too; that is not a missing command. */
async function notStarted(child: ChildProcess, job: ShimJob): Promise<SpawnError> {
  const error = await new Promise((resolve) => child.once('error', resolve));
  return existsSync(job.cwd)
    ? toSpawnError(error)
    : { message: `no such working directory: ${job.cwd}`, code: 'ENOTDIR' };
}

function toSpawnError(error: unknown): SpawnError {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { message: error.message, ...code };
}
