import { runTree } from '../../process/run-tree.ts';
import type { TreeExit, TreeOptions } from '../../process/run-tree.ts';
import { appendLine, appendOutput, closeLog, openLog } from './check-log.ts';
import type { CheckLog } from './check-log.ts';
import { evidenceOf } from './evidence.ts';
import { newTail, pushTail, tailBytes } from './tail.ts';
import type { Tail } from './tail.ts';

/** What the programs of all checks share. */
export interface ProgramTools {
  /** The whole environment of a program, allow-listed by whoever made it. */
  readonly childEnv: Readonly<Record<string, string>>;
  /** Milliseconds between the polite signal and SIGKILL. */
  readonly killAfterMs: number;
}

/** Output that one check may add to its log. */
const maxLogBytes = 64 * 1024 * 1024;
/** Raw output from which the 4 KiB of evidence are made; colours may take up most of it. */
const evidenceSourceBytes = 64 * 1024;

/** What a program says while it runs: all of it goes to the log, its end is kept. */
export interface ProgramOutput {
  readonly log: CheckLog;
  /** Both streams, as they came. */
  readonly all: Tail;
  readonly stdout: Tail;
}

/** Opens the log with a line that says what is run. @param stdoutBytes how much of stdout's end is kept by itself */
export async function openOutput(logFile: string, title: string, stdoutBytes = 0): Promise<ProgramOutput> {
  const log = await openLog(logFile, maxLogBytes);
  await appendLine(log, title);
  return { log, all: newTail(evidenceSourceBytes), stdout: newTail(stdoutBytes) };
}

type Run = Pick<TreeOptions, 'command' | 'args' | 'cwd' | 'tag' | 'timeoutMs' | 'stdin'>;

/** Runs a program until its whole tree is gone; see `runTree`. However much it says, it is taken at its own pace. */
export const runProgram = (
  { childEnv, killAfterMs }: ProgramTools,
  run: Run,
  output: ProgramOutput,
  signal: AbortSignal,
): Promise<TreeExit> =>
  runTree(
    {
      ...run,
      env: childEnv,
      killAfterMs,
      onStdout: (chunk) => {
        pushTail(output.stdout, chunk);
        return take(output, chunk);
      },
      onStderr: (chunk) => take(output, chunk),
    },
    signal,
  );

function take(output: ProgramOutput, chunk: Buffer): Promise<void> {
  pushTail(output.all, chunk);
  return appendOutput(output.log, chunk);
}

/** Writes the verdict under the output. */
export const concludeOutput = ({ log }: ProgramOutput, reason: string): Promise<void> =>
  appendLine(log, `[${reason}]`);

export const closeOutput = ({ log }: ProgramOutput): Promise<void> => closeLog(log);

/** The end of what was said, as people and prompts see it. */
export function evidence({ all, log }: ProgramOutput): string {
  const bytes = tailBytes(all);
  const text = evidenceOf(bytes, all.isCut);
  return log.problem === undefined ? text : `${text}\n[the log could not be written: ${log.problem}]`;
}
