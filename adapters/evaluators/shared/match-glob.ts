import { matchesGlob } from 'node:path/posix';

/**
 * Whether a path of the worktree matches a glob: `src/**`, `*.{yml,yaml}`, `.github`. A folder stands for everything in
 * it. Unlike in a shell, wildcards also match names that begin with a dot: a guard must not overlook those.
 */
export function matchGlob(path: string, glob: string): boolean {
  const wanted = undotted(glob.replace(/^\.\//, '').replace(/\/+$/, ''));
  const name = undotted(path);
  const isPlain = !/[*?[{(]/.test(wanted.split('/').at(-1) ?? '');
  return matchesGlob(name, wanted) || (isPlain && matchesGlob(name, `${wanted}/**`));
}

/** Node's own matching follows the shell with leading dots, and has no switch for it; so they are written otherwise. */
const undotted = (text: string): string => text.replaceAll(/(^|[/{,(|])\./g, '$1\u2024');
