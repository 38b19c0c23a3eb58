import { access, appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { toError } from '../../../src/domain/errors.ts';
import type { HookOutcome, ShellCall } from '../../../src/ports/hooks/hook-outlets.ts';
import { runTree, type TreeExit } from '../../process/run-tree.ts';

interface CommandOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly actMs: number;
}

/** Milliseconds between the polite signal and SIGKILL. */
const killAfterMs = 1500;
/** Output that is kept, in bytes. */
const mostOutput = 1024 * 1024;

/**
 * Runs the command with `sh -c`. What is told of the goal are variables and nothing else: nothing is put into the
 * command's text. Its whole process tree is gone when this resolves. Rejects only with `signal.reason`.
 */
export async function runCommand(
  call: ShellCall,
  { env, actMs }: CommandOptions,
  signal: AbortSignal,
): Promise<HookOutcome> {
  const cwd = await firstThere(call.folders);
  if (cwd === undefined) return { is: 'failed', note: 'there is no folder to run it in: nothing was run' };
  const log = logTo(call.logFile);
  await mkdir(dirname(call.logFile), { recursive: true, mode: 0o700 });
  await log(Buffer.from(`$ ${call.command}\n`));
  const exit = await runTree(
    {
      command: 'sh',
      args: ['-c', call.command],
      cwd,
      env: { ...env, ...call.facts },
      tag: call.tag,
      killAfterMs,
      timeoutMs: actMs,
      onStdout: log,
      onStderr: log,
    },
    signal,
  );
  if (exit.aborted) signal.throwIfAborted();
  return outcomeOf(exit, call.logFile, actMs);
}

async function firstThere(folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders)
    if (
      await access(folder).then(
        () => true,
        () => false,
      )
    )
      return folder;
  return undefined;
}

/** Adds output to the log as it comes, up to a size. */
function logTo(file: string): (chunk: Buffer) => Promise<void> {
  let room = mostOutput;
  return async (chunk) => {
    if (room <= 0) return;
    const kept = chunk.subarray(0, room);
    room -= kept.length;
    await appendFile(file, kept, { mode: 0o600 });
  };
}

function outcomeOf(
  { exitCode, signal, timedOut, spawnError }: TreeExit,
  log: string,
  actMs: number,
): HookOutcome {
  if (spawnError !== undefined)
    return {
      is: 'failed',
      note: `it could not be started: ${spawnError.code ?? toError(spawnError).message}`,
    };
  if (timedOut)
    return {
      is: 'failed',
      note: `it took longer than ${Math.round(actMs / 1000)} s and was ended; see ${log}`,
    };
  if (exitCode === 0) return { is: 'done' };
  return { is: 'failed', note: `it ended with ${exitCode ?? signal ?? 'no exit code'}; see ${log}` };
}
