import type { DiffStat } from '../../../src/domain/turn.ts';
import type { ChangedFile } from '../../../src/ports/workspace.ts';
import { matchGlob } from '../shared/match-glob.ts';

/** What was found: it holds when there are no problems. */
export interface Finding {
  /** One line. */
  readonly reason: string;
  /** One line each. */
  readonly problems: readonly string[];
}

/** At least one file differs from the base. */
export function somethingChanged({ files }: DiffStat): Finding {
  if (files === 0) return { reason: 'nothing changed since base', problems: ['nothing changed since base'] };
  return {
    reason: files === 1 ? '1 file changed since base' : `${files} files changed since base`,
    problems: [],
  };
}

/** Everything is committed. */
export function nothingLeftOpen(files: readonly ChangedFile[]): Finding {
  const open = files.filter(({ standing }) => standing !== 'committed');
  if (open.length === 0) return { reason: 'everything is committed', problems: [] };
  return {
    reason: `${plural(open.length, 'file')} not committed`,
    problems: open.map(({ standing, path }) => `${standing}: ${path}`),
  };
}

/** None of these paths differs from the base. */
export function pathsUntouched(files: readonly ChangedFile[], globs: readonly string[]): Finding {
  const touched = files.filter(({ path }) => globs.some((glob) => matchGlob(path, glob)));
  if (touched.length === 0) return { reason: 'none of these paths was touched', problems: [] };
  const more = touched.length > 1 ? ` and ${touched.length - 1} more` : '';
  return {
    reason: `touched: ${touched[0]?.path}${more}`,
    problems: touched.map(({ change, path }) => `${change}: ${path}`),
  };
}

const plural = (count: number, noun: string): string =>
  count === 1 ? `1 ${noun} is` : `${count} ${noun}s are`;
