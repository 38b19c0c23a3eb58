import { compareTests, type JudgedFile } from './compare-tests.ts';
import { findTests } from './find-tests.ts';
import { languageOf } from './languages/all-languages.ts';

/** A test file before and after the work; undefined where it does not exist. */
export interface TestChange {
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
}

/**
 * What was done to tests that makes them prove less, one line each: tests deleted, left out (`skip`), all others left
 * out (`only`), assertions taken away. Tests that were renamed or moved are no loss, nor are those that were split up. It
 * cannot see an expectation that was changed, nor rows taken out of a table.
 */
export function testsWeakened(changes: readonly TestChange[]): readonly string[] {
  const known = changes.map(judge).filter((file) => file !== undefined);
  return [...compareTests(known), ...changes.flatMap((change) => unknownGone(change, changes))];
}

function judge({ path, before, after }: TestChange): JudgedFile | undefined {
  const language = languageOf(path);
  if (language === undefined) return undefined;
  return {
    path,
    ...(before === undefined ? {} : { before: findTests(before, language) }),
    ...(after === undefined ? {} : { after: findTests(after, language) }),
  };
}

/** Lines of a deleted file that must stand elsewhere for it to count as moved. */
const movedShare = 0.6;

/** A deleted test file in a language that is not known. */
function unknownGone({ path, before, after }: TestChange, all: readonly TestChange[]): string[] {
  if (before === undefined || after !== undefined || languageOf(path) !== undefined) return [];
  const lines = before.split('\n').map((line) => line.trim());
  const told = lines.filter((line) => line.length > 3);
  const elsewhere = new Set(
    all.flatMap((change) => (change.after ?? '').split('\n').map((line) => line.trim())),
  );
  const kept = told.filter((line) => elsewhere.has(line)).length;
  return told.length === 0 || kept >= told.length * movedShare ? [] : [`${path}: deleted`];
}
