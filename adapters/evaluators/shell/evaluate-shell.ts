import { toError } from '../../../src/domain/errors.ts';
import { labelOfCriterion } from '../../../src/domain/acceptance.ts';
import type { CheckResult, ShellCriterion } from '../../../src/domain/acceptance.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { EvaluationRequest } from '../../../src/ports/evaluator.ts';
import { plainText } from '../shared/evidence.ts';
import { judgeExit } from '../shared/exit-reason.ts';
import type { ExitVerdict } from '../shared/exit-reason.ts';
import { findInside } from '../shared/find-inside.ts';
import { matchText } from '../shared/match-text.ts';
import { closeOutput, concludeOutput, evidence, openOutput, runProgram } from '../shared/program-output.ts';
import type { ProgramOutput, ProgramTools } from '../shared/program-output.ts';
import { tailBytes } from '../shared/tail.ts';
import type { Tail } from '../shared/tail.ts';

/** What the commands of all checks share. */
export interface ShellTools extends ProgramTools {
  readonly clock: Clock;
}

/** `stdoutMatches` sees the end of stdout, as far back as this. */
const matchedBytes = 1024 * 1024;

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
  const kept = criterion.stdoutMatches === undefined ? 0 : matchedBytes;
  const output = await openOutput(request.logFile, `$ ${criterion.command}`, kept);
  try {
    const { verdict, exitCode } = await judge(tools, criterion, { request, output }, signal);
    signal.throwIfAborted();
    await concludeOutput(output, verdict.reason);
    return {
      label: labelOfCriterion(criterion),
      kind: 'shell',
      ...verdict,
      ...(exitCode === undefined ? {} : { exitCode }),
      evidence: evidence(output),
      durationMs: tools.clock.now() - begun,
    };
  } finally {
    await closeOutput(output);
  }
}

interface Judged {
  readonly verdict: ExitVerdict;
  readonly exitCode?: number;
}

async function judge(
  tools: ShellTools,
  criterion: ShellCriterion,
  { request, output }: { readonly request: EvaluationRequest; readonly output: ProgramOutput },
  signal: AbortSignal,
): Promise<Judged> {
  const cwd = await workingFolder(request.workspace, criterion.cwd ?? '.');
  if (typeof cwd !== 'string') return { verdict: cwd };
  const { command, timeoutMs } = criterion;
  const run = { command: 'sh', args: ['-c', command], cwd, tag: request.tag, timeoutMs };
  const exit = await runProgram(tools, run, output, signal);
  signal.throwIfAborted();
  const verdict = judgeExit(exit, criterion.expectedExit, timeoutMs);
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
