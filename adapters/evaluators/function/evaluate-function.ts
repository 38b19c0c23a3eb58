import { randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { labelOfCriterion } from '../../../src/domain/acceptance.ts';
import type { CheckResult, CustomCriterion } from '../../../src/domain/acceptance.ts';
import { toError } from '../../../src/domain/errors.ts';
import type { VerifierSource } from '../../../src/domain/acceptance.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { EvaluationRequest } from '../../../src/ports/evaluator.ts';
import type { TreeExit } from '../../process/run-tree.ts';
import { evidenceOf } from '../shared/evidence.ts';
import { judgeExit } from '../shared/exit-reason.ts';
import { oneLine } from '../shared/one-line.ts';
import { closeOutput, concludeOutput, evidence, openOutput, runProgram } from '../shared/program-output.ts';
import type { ProgramOutput, ProgramTools } from '../shared/program-output.ts';
import { VerifierMessageSchema } from './verifier-task.ts';
import type { VerifierTask } from './verifier-task.ts';

export interface FunctionTools extends ProgramTools {
  readonly clock: Clock;
  /** The functions of the configuration by name. */
  readonly verifiers: Readonly<Record<string, VerifierSource>>;
}

type FunctionCriterion = Extract<CustomCriterion, { check: 'function' }>;
type Verdict = Pick<CheckResult, 'ok' | 'reason'> & { readonly said?: string };

/** The diff that a function is given, in bytes; and the longest answer that is read. */
const maxDiffBytes = 1024 * 1024;
const maxAnswerBytes = 512 * 1024;

const program = fileURLToPath(new URL('run-verifier.ts', import.meta.url));

/**
 * Runs a function of the operator's in a process of its own, with the environment of the checks. Whatever it does
 * (hangs, throws, exits, floods its output, answers nonsense) becomes a verdict; its process tree is gone afterwards.
 * Rejects only with `signal.reason`.
 */
export async function evaluateFunction(
  tools: FunctionTools,
  criterion: FunctionCriterion,
  request: EvaluationRequest,
  signal: AbortSignal,
): Promise<CheckResult> {
  const begun = tools.clock.now();
  const output = await openOutput(request.logFile, `ƒ ${criterion.use}`);
  try {
    const { said, ...verdict } = await judge(tools, criterion, { request, output }, signal);
    signal.throwIfAborted();
    await concludeOutput(output, verdict.reason);
    return {
      label: labelOfCriterion(criterion),
      kind: 'custom',
      ...verdict,
      evidence: said === undefined ? evidence(output) : evidenceOf(Buffer.from(said), false),
      durationMs: tools.clock.now() - begun,
    };
  } finally {
    await closeOutput(output);
  }
}

const failed = (reason: string): Verdict => ({ ok: false, reason });

async function judge(
  tools: FunctionTools,
  criterion: FunctionCriterion,
  { request, output }: { readonly request: EvaluationRequest; readonly output: ProgramOutput },
  signal: AbortSignal,
): Promise<Verdict> {
  const { use, timeoutMs } = criterion;
  const source = Object.hasOwn(tools.verifiers, use) ? tools.verifiers[use] : undefined;
  if (source === undefined) return failed(`no function “${use}” is configured under verifiers`);
  // Its name is told to nobody but that process: what the function starts cannot answer in its place.
  const answerFile = path.join(path.dirname(request.logFile), `verdict-${randomUUID()}.json`);
  try {
    const task = await taskOf(criterion, request, source);
    const stdin = JSON.stringify({ ...task, answerFile } satisfies VerifierTask);
    const { workspace: cwd, tag } = request;
    const run = { command: process.execPath, args: [program], cwd, tag, timeoutMs, stdin };
    const exit = await runProgram(tools, run, output, signal);
    signal.throwIfAborted();
    return await verdictOf(exit, timeoutMs, answerFile);
  } catch (error) {
    signal.throwIfAborted();
    return failed(`could not be run: ${oneLine(toError(error).message)}`);
  } finally {
    await rm(answerFile, { force: true });
  }
}

async function taskOf(
  { args }: FunctionCriterion,
  request: EvaluationRequest,
  source: VerifierSource,
): Promise<Omit<VerifierTask, 'answerFile'>> {
  const { workspace, task, files } = request;
  const diff = await request.diff(maxDiffBytes);
  return { source, context: { workspace, task, files, diff, args: args ?? {} } };
}

async function verdictOf(exit: TreeExit, timeoutMs: number, answerFile: string): Promise<Verdict> {
  const text = await readAnswer(answerFile);
  if (exit.timedOut || exit.exitCode !== 0) return failed(judgeExit(exit, 0, timeoutMs).reason);
  if (text === undefined) return failed('it ended its process without an answer');
  const parsed = VerifierMessageSchema.safeParse(parseJson(text));
  if (!parsed.success) return failed('it answered something else than {ok: true or false, reason: text}');
  if ('problem' in parsed.data) return failed(oneLine(parsed.data.problem));
  const { ok, reason, evidence: said } = parsed.data.answer;
  const fallback = ok ? 'it holds' : 'it does not hold';
  const words = oneLine(reason ?? '');
  return { ok, reason: words === '' ? fallback : words, ...(said === undefined ? {} : { said }) };
}

async function readAnswer(file: string): Promise<string | undefined> {
  // It is not there when the process ended before its time.
  const handle = await open(file).catch(() => undefined);
  if (handle === undefined) return undefined;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(maxAnswerBytes), 0, maxAnswerBytes, 0);
    return buffer.subarray(0, bytesRead).toString('utf8');
  } finally {
    await handle.close();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Cut off, or written by something else: the schema says no.
    return undefined;
  }
}
