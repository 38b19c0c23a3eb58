import path from 'node:path';
import { runGit } from '../../git/run-git.ts';
import type { Restoring } from '../restoring.ts';

/** How the files that stand differ from the target's. */
export interface Differences {
  readonly paths: number;
  /** All of them are there, as files of the same mode. */
  readonly onlyContents: boolean;
  /** The rules by which git writes files are others: also files that are not listed may have to be written. */
  readonly attributes: boolean;
  /** Files with other ignore rules. */
  readonly ignoreRules: readonly string[];
}

const none: Differences = { paths: 0, onlyContents: true, attributes: false, ignoreRules: [] };

/** Compares a tree with the target's. */
export async function differences(
  { state, target, view }: Restoring,
  tree: string,
  signal: AbortSignal,
): Promise<Differences> {
  if (tree === target.tree) return none;
  const args = ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-abbrev', tree, target.tree];
  return parseRaw(await runGit(state.git, { args, place: view.worktree }, signal));
}

/** `:mode mode sha sha status\0path\0`. */
function parseRaw(output: string): Differences {
  const fields = output.split('\0');
  const changes = fields.flatMap((entry, position) =>
    entry.startsWith(':') && position % 2 === 0 ? [{ entry, name: fields[position + 1] ?? '' }] : [],
  );
  // What a submodule has checked out is not drover's to change.
  const own = changes.filter(({ entry }) => !entry.startsWith(':160000 160000 '));
  return {
    paths: own.length,
    onlyContents: own.every(({ entry }) => /^:(100\d{3}) \1 \S+ \S+ M$/.test(entry)),
    attributes: named(own, '.gitattributes').length > 0,
    ignoreRules: named(own, '.gitignore'),
  };
}

const named = (changes: readonly { readonly name: string }[], wanted: string): readonly string[] =>
  changes.map(({ name }) => name).filter((name) => path.posix.basename(name) === wanted);
