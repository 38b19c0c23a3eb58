import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import { toError } from '../../../src/domain/errors.ts';
import { labelOfCriterion } from '../../../src/domain/acceptance.ts';
import type { CheckResult, FileCriterion } from '../../../src/domain/acceptance.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { findInside } from '../shared/find-inside.ts';
import { matchText } from '../shared/match-text.ts';

/** Larger files are not searched. */
const maxSearchedBytes = 8 * 1024 * 1024;

type Verdict = Pick<CheckResult, 'ok' | 'reason'>;

const failed = (reason: string): Verdict => ({ ok: false, reason });
const passed = (reason: string): Verdict => ({ ok: true, reason });

/** Judges whether a file is there (or is not), and what it holds. What cannot be read is a failed check. */
export async function evaluateFile(
  criterion: FileCriterion,
  workspace: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<CheckResult> {
  const begun = clock.now();
  const judge = criterion.required
    ? judgePresent(criterion, workspace, clock, signal)
    : judgeAbsent(criterion, workspace);
  const verdict = await judge.catch((error: unknown) => {
    signal.throwIfAborted();
    return failed(`cannot be read: ${toError(error).message}`);
  });
  return {
    label: labelOfCriterion(criterion),
    kind: 'file',
    ...verdict,
    evidence: '',
    durationMs: clock.now() - begun,
  };
}

async function judgePresent(
  criterion: FileCriterion,
  workspace: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<Verdict> {
  const found = await findInside(workspace, criterion.path);
  if (found.kind === 'outside') return failed('the path leads outside the worktree');
  if (found.kind === 'missing') return failed('no such file');
  if (found.stats.isDirectory()) return failed('it is a folder');
  // A pipe would make the reader wait for ever.
  if (!found.stats.isFile()) return failed('it is not a regular file');
  if (criterion.matches === undefined) return passed('it exists');
  if (found.stats.size > maxSearchedBytes) return failed('too large to be searched: more than 8 MiB');
  const text = await readFile(found.path, { encoding: 'utf8', signal });
  return await judgeText({ pattern: criterion.matches, text }, clock, signal);
}

async function judgeText(
  task: { readonly pattern: string; readonly text: string },
  clock: Clock,
  signal: AbortSignal,
): Promise<Verdict> {
  const answer = await matchText(task, clock, signal);
  switch (answer.kind) {
    case 'match':
      return passed(`it matches ${task.pattern}`);
    case 'no-match':
      return failed(`it does not match ${task.pattern}`);
    case 'problem':
      return failed(answer.reason);
  }
}

/** A link to nowhere also exists. */
async function judgeAbsent(criterion: FileCriterion, workspace: string): Promise<Verdict> {
  const found = await findInside(workspace, criterion.path);
  if (found.kind === 'outside') return failed('the path leads outside the worktree');
  if (found.kind === 'found') return failed('it exists, and must not');
  const link = await lstat(path.resolve(workspace, criterion.path)).catch(() => undefined);
  return link === undefined ? passed('it does not exist') : failed('it exists, and must not');
}
