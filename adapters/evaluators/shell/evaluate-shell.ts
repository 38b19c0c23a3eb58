import { toError } from '../../../src/domain/errors.ts';
import { labelOfCriterion } from '../../../src/domain/acceptance.ts';
import type { CheckResult, ShellCriterion } from '../../../src/domain/acceptance.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { EvaluationRequest } from '../../../src/ports/evaluator.ts';
import { runTree } from '../../process/run-tree.ts';
import type { TreeExit } from '../../process/run-tree.ts';
import { findInside } from '../shared/find-inside.ts';
import { matchText } from '../shared/match-text.ts';
import { appendLine, appendOutput, closeLog, openLog } from './check-log.ts';
import type { CheckLog } from './check-log.ts';
import { evidenceOf, plainText } from './evidence.ts';
import { judgeExit } from './exit-reason.ts';
import type { ExitVerdict } from './exit-reason.ts';
import { newTail, pushTail, tailBytes } from './tail.ts';
import type { Tail } from './tail.ts';

/** What the commands of all checks share. */
export interface ShellTools {
  /** The whole environment of a command, allow-listed by whoever made it. */
  readonly childEnv: Readonly<Record<string, string>>;
  /** Milliseconds between the polite signal and SIGKILL. */
  readonly killAfterMs: number;
  readonly clock: Clock;
}

/** Output that one check may add to its log. */
const maxLogBytes = 64 * 1024 * 1024;
/** Raw output from which the 4 KiB of evidence are made; colours may take up most of it. */
const evidenceSourceBytes = 64 * 1024;
/** `stdoutMatches` sees the end of stdout, as far back as this. */
const matchedBytes = 1024 * 1024;

interface Output {
  readonly log: CheckLog;
  /** Both streams, as they came. */
  readonly all: Tail;
  readonly stdout: Tail;
}

/**
 * Runs the command in the worktree (`sh -c`, no login shell) and judges its exit code and its output.
 * Its whole process tree is gone when this resolves: also after a time-out, an abort, or a daemon it left behind.
 * Rejects only with `signal.reason`.
 */
export async function evaluateShell(
  tools: ShellTools,
  criterion: ShellCriterion,
  request: EvaluationRequest,
  signal: AbortSignal,
): Promise<CheckResult> {
  const begun = tools.clock.now();
  const log = await openLog(request.logFile, maxLogBytes);
  const output = {
    log,
    all: newTail(evidenceSourceBytes),
    stdout: newTail(criterion.stdoutMatches === undefined ? 0 : matchedBytes),
  };
  try {
    await appendLine(log, `$ ${criterion.command}`);
    const { verdict, exitCode } = await judge(tools, criterion, { request, output }, signal);
    signal.throwIfAborted();
    await appendLine(log, `[${verdict.reason}]`);
    return {
      label: labelOfCriterion(criterion),
      kind: 'shell',
      ...verdict,
      ...(exitCode === undefined ? {} : { exitCode }),
      evidence: evidence(output),
      durationMs: tools.clock.now() - begun,
    };
  } finally {
    await closeLog(log);
  }
}

interface Judged {
  readonly verdict: ExitVerdict;
  readonly exitCode?: number;
}

async function judge(
  tools: ShellTools,
  criterion: ShellCriterion,
  { request, output }: { readonly request: EvaluationRequest; readonly output: Output },
  signal: AbortSignal,
): Promise<Judged> {
  const folder = await workingFolder(request.workspace, criterion.cwd ?? '.');
  if (typeof folder !== 'string') return { verdict: folder };
  const run = { command: criterion.command, timeoutMs: criterion.timeoutMs, cwd: folder, tag: request.tag };
  const exit = await runCommand(tools, run, output, signal);
  signal.throwIfAborted();
  const verdict = judgeExit(exit, criterion.expectedExit, criterion.timeoutMs);
  const exitCode = exit.exitCode === undefined ? {} : { exitCode: exit.exitCode };
  if (!verdict.ok || criterion.stdoutMatches === undefined) return { verdict, ...exitCode };
  const matched = await judgeOutput(criterion.stdoutMatches, output.stdout, tools.clock, signal);
  return { verdict: matched ?? verdict, ...exitCode };
}

const failed = (reason: string): ExitVerdict => ({ ok: false, reason });

async function workingFolder(workspace: string, cwd: string): Promise<string | ExitVerdict> {
  try {
    const found = await findInside(workspace, cwd);
    if (found.kind === 'outside') return failed(`its folder ${cwd} leads outside the worktree`);
    if (found.kind === 'missing') return failed(`its folder ${cwd} does not exist`);
    return found.stats.isDirectory() ? found.path : failed(`${cwd} is not a folder`);
  } catch (error) {
    return failed(`the worktree cannot be read: ${toError(error).message}`);
  }
}

interface Command {
  readonly command: string;
  readonly timeoutMs: number;
  readonly cwd: string;
  readonly tag: string;
}

const runCommand = (
  tools: ShellTools,
  run: Command,
  output: Output,
  signal: AbortSignal,
): Promise<TreeExit> =>
  runTree(
    {
      command: 'sh',
      args: ['-c', run.command],
      cwd: run.cwd,
      env: tools.childEnv,
      tag: run.tag,
      killAfterMs: tools.killAfterMs,
      timeoutMs: run.timeoutMs,
      onStdout: (chunk) => {
        pushTail(output.stdout, chunk);
        return take(output, chunk);
      },
      onStderr: (chunk) => take(output, chunk),
    },
    signal,
  );

function take(output: Output, chunk: Buffer): Promise<void> {
  pushTail(output.all, chunk);
  return appendOutput(output.log, chunk);
}

/** Undefined when the output is as wanted. */
async function judgeOutput(
  pattern: string,
  stdout: Tail,
  clock: Clock,
  signal: AbortSignal,
): Promise<ExitVerdict | undefined> {
  const answer = await matchText({ pattern, text: plainText(tailBytes(stdout)) }, clock, signal);
  if (answer.kind === 'match') return undefined;
  const reason = answer.kind === 'problem' ? answer.reason : `its output does not match ${pattern}`;
  return failed(reason);
}

function evidence({ all, log }: Output): string {
  const bytes = tailBytes(all);
  const text = evidenceOf(bytes, all.isCut);
  return log.problem === undefined ? text : `${text}\n[the log could not be written: ${log.problem}]`;
}
