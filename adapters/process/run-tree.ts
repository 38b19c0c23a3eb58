import { access } from 'node:fs/promises';
import { execa } from 'execa';
import { toError } from '../../src/domain/errors.ts';
import { endTree } from './end-tree.ts';
import { startOf, tagVariable } from './proc-table.ts';
import type { ChunkSink, Pump } from './pump.ts';
import { drainPump, startPump } from './pump.ts';
import type { TreeEnder } from './tree-ender.ts';
import { armEnder, newTreeEnder, triggerEnd } from './tree-ender.ts';

/** A command to run as a process tree of its own. */
export interface TreeOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** Absolute path. */
  readonly cwd: string;
  /** The whole environment: nothing of drover's own is added but the tag. */
  readonly env: Readonly<Record<string, string>>;
  /** Mark of the tree (`DROVER_TURN`); unique among everything that runs. */
  readonly tag: string;
  /** Text for stdin; without it stdin is `/dev/null`. */
  readonly stdin?: string;
  /** Milliseconds between the polite signal and SIGKILL. */
  readonly killAfterMs: number;
  /** Milliseconds for the whole run; absent = no limit. */
  readonly timeoutMs?: number;
  /** Output as it comes, never buffered. A returned promise holds the child back until it settles. */
  readonly onStdout?: ChunkSink;
  readonly onStderr?: ChunkSink;
}

/** How a tree ended. */
export interface TreeExit {
  readonly exitCode?: number;
  /** The signal that ended the main process. */
  readonly signal?: string;
  /** drover ended it because its time was up, or because it was told to. */
  readonly timedOut: boolean;
  readonly aborted: boolean;
  /** It could not be started: `ENOENT` no such command, `ENOTDIR` no such working directory, `EACCES`, `E2BIG`… */
  readonly spawnError?: Error & { readonly code?: string };
  /** Processes that even SIGKILL did not remove (disk wait, another user's); absent when the tree is gone. */
  readonly survivors?: readonly number[];
}

/** Background processes that a command left behind get this long, at most, to end politely. */
const leftoverMs = 500;

/**
 * Runs a command in a session and process group of its own and resolves when its whole tree is gone, also after
 * a normal exit: what it left in the background is ended too. Time-out and abort: SIGTERM to the tree, SIGKILL
 * after `killAfterMs`. A command that cannot be started, fails or is ended is a value. Rejects only with what a
 * sink threw; the tree is gone then as well.
 *
 * What a child cannot hide behind: another group, another session, a lost parent (its tag is found in `/proc`),
 * or a cleaned environment (its session or its parent is known). Both at once, after the main process ended,
 * would need a cgroup to be found.
 */
export async function runTree(options: TreeOptions, signal: AbortSignal): Promise<TreeExit> {
  if (signal.aborted) return { timedOut: false, aborted: true };
  const child = startChild(options);
  if (child.pid === undefined) return notStarted(options, await child);
  const since = startOf(child.pid);
  const tree = {
    pid: child.pid,
    tag: options.tag,
    known: new Map(),
    ...(since === undefined ? {} : { since }),
  };
  const ender = newTreeEnder(tree, options.killAfterMs);
  const pumps = startPumps(child, options, ender);
  const disarm = armEnder(ender, options.timeoutMs, signal);
  const exit = await Promise.race([exitOf(child), ender.stuck.promise]);
  disarm();
  const survivors = await (ender.ending ?? endTree(ender.tree, Math.min(options.killAfterMs, leftoverMs)));
  await Promise.all(pumps.map(drainPump));
  return { ...exit, ...endingOf(ender, survivors) };
}

type Child = ReturnType<typeof startChild>;

const startChild = (options: TreeOptions) =>
  execa(options.command, options.args, {
    cwd: options.cwd,
    env: { ...options.env, [tagVariable]: options.tag },
    extendEnv: false,
    detached: true,
    buffer: false,
    reject: false,
    encoding: 'buffer',
    ...(options.stdin === undefined ? { stdin: 'ignore' as const } : { input: options.stdin }),
    stdout: options.onStdout ? 'pipe' : 'ignore',
    stderr: options.onStderr ? 'pipe' : 'ignore',
  });

/** The kernel says ENOENT for a missing working directory too; that is not a missing command. */
async function notStarted(options: TreeOptions, result: Awaited<Child>): Promise<TreeExit> {
  const error: Error & { code?: string } = toError(result.cause ?? result);
  const hasFolder = await access(options.cwd).then(
    () => true,
    () => false,
  );
  const missing = (): Error & { code?: string } =>
    Object.assign(new Error(`no such working directory: ${options.cwd}`, { cause: error }), {
      code: 'ENOTDIR',
    });
  return { timedOut: false, aborted: false, spawnError: hasFolder ? error : missing() };
}

/** Heard on `exit`, not on `close`: a child that holds the output open must not make drover wait. */
const exitOf = (child: Child): Promise<Pick<TreeExit, 'exitCode' | 'signal'>> =>
  new Promise((resolve) => {
    child.nodeChildProcess.once('exit', (code, signal) => {
      resolve({ ...(code === null ? {} : { exitCode: code }), ...(signal === null ? {} : { signal }) });
    });
  });

/** A sink that throws ends the tree; its error comes out when the pump is drained. */
function startPumps(child: Child, options: TreeOptions, ender: TreeEnder): readonly Pump[] {
  const pumps: Pump[] = [];
  if (child.stdout && options.onStdout) pumps.push(startPump(child.stdout, options.onStdout));
  if (child.stderr && options.onStderr) pumps.push(startPump(child.stderr, options.onStderr));
  for (const pump of pumps) pump.done.catch(() => triggerEnd(ender, 'fault'));
  return pumps;
}

const endingOf = (ender: TreeEnder, survivors: readonly number[]) => ({
  timedOut: ender.reason === 'timeout',
  aborted: ender.reason === 'abort',
  ...(survivors.length > 0 ? { survivors } : {}),
});
