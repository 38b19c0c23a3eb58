/** What git sees in a worktree, from `ls-files -v -z --cached --others --exclude-standard`. */
export interface FileListing {
  /** Files that git does not know yet and does not ignore. */
  readonly untracked: readonly string[];
  /** Folders that are repositories of their own and no submodules: git cannot save their files. */
  readonly nested: readonly string[];
  /** Tracked files whose changes git was told to overlook (`assume-unchanged`). */
  readonly assumed: readonly string[];
  /** Tracked files that git was told not to look at (`skip-worktree`; sparse checkouts use it). */
  readonly skipped: readonly string[];
}

/** Tags: `?` other, lower case = assume-unchanged, `S` = skip-worktree, anything else an ordinary tracked file. */
export function parseFileListing(output: string): FileListing {
  const entries = output.split('\0').filter((entry) => entry !== '');
  const pathsWith = (test: (tag: string) => boolean): string[] =>
    entries.filter((entry) => test(entry[0] ?? '')).map((entry) => entry.slice(2));
  const others = pathsWith((tag) => tag === '?');
  const nested = others.filter((name) => name.endsWith('/'));
  return {
    untracked: others.filter((name) => !name.endsWith('/')),
    nested,
    assumed: pathsWith((tag) => /[a-z]/.test(tag)),
    skipped: pathsWith((tag) => tag.toUpperCase() === 'S'),
  };
}

/** Everything but the nested repositories, as pathspecs for `--pathspec-file-nul`. */
export const pathspecsWithout = (nested: readonly string[]): string =>
  [':/', ...nested.map((name) => `:(top,literal,exclude)${name.replace(/\/$/, '')}`)].join('\0');
