import { readFile } from 'node:fs/promises';
import { isTestPath } from '../../../src/policy/acceptance/test-path.ts';
import { testsWeakened, type TestChange } from '../../../src/policy/acceptance/weakened/tests-weakened.ts';
import type { EvaluationRequest } from '../../../src/ports/evaluator.ts';
import type { ChangedFile } from '../../../src/ports/workspace.ts';
import { findInside } from '../shared/find-inside.ts';
import { matchGlob } from '../shared/match-glob.ts';
import { oneLine } from '../shared/one-line.ts';
import type { Finding } from './judge-changes.ts';

/** What is larger, or more, is not judged but refused: nothing may hide in a large change. */
const maxBytes = 512 * 1024;
const maxFiles = 1000;

/** Compares every changed test with what it was at the base. `globs`: what counts as a test, instead of the usual names. */
export async function judgeTests(
  request: EvaluationRequest,
  globs: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<Finding> {
  const files = request.files.filter(({ path }) => mayHoldTests(path, globs));
  if (files.length > maxFiles) return tooMuch(`more than ${maxFiles} test files changed`);
  const changes: TestChange[] = [];
  for (const file of files) {
    signal.throwIfAborted();
    const change = await read(request, file);
    if (change === 'too large') return tooMuch(`${file.path} is larger than 512 KiB`);
    changes.push(change);
  }
  const problems = testsWeakened(changes);
  if (problems.length === 0) return { reason: 'no test was weakened', problems };
  const more = problems.length > 1 ? `, and ${problems.length - 1} more` : '';
  return { reason: oneLine(`${problems[0]}${more}`), problems };
}

const tooMuch = (why: string): Finding => ({ reason: `cannot be judged: ${why}`, problems: [why] });

/** Rust's tests stand beside the code. */
const mayHoldTests = (path: string, globs: readonly string[] | undefined): boolean =>
  globs === undefined
    ? isTestPath(path) || path.endsWith('.rs')
    : globs.some((glob) => matchGlob(path, glob));

async function read(
  request: EvaluationRequest,
  { path, change }: ChangedFile,
): Promise<TestChange | 'too large'> {
  const before = change === 'added' ? undefined : await request.readBase(path);
  const after = change === 'deleted' ? undefined : await readNow(request.workspace, path);
  if (after === 'too large' || (before?.length ?? 0) > maxBytes) return 'too large';
  return { path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

/** A link that leads outside, or a folder in place of a file, is no test any more. */
async function readNow(workspace: string, path: string): Promise<string | undefined> {
  const found = await findInside(workspace, path);
  if (found.kind !== 'found' || !found.stats.isFile()) return undefined;
  return found.stats.size > maxBytes ? 'too large' : await readFile(found.path, 'utf8');
}
