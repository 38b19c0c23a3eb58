import { runGit, type Git, type GitPlace } from '../../workspace/git-worktree/git/run-git.ts';

/** A file that a commit changes. */
export interface TouchedFile {
  readonly file: string;
  /** As it is to be; absent: it is to be gone, or it may not be read. */
  readonly text?: string;
  /** Why it may be no note, whatever its name. */
  readonly problem?: string;
}

/** Larger files are no notes; bytes. */
const largest = 256 * 1024;

/** What a commit changes since its base, with the contents as git keeps them: nothing is read from a checkout. */
export async function readChange(
  git: Git,
  place: GitPlace,
  { base, sha }: { readonly base: string; readonly sha: string },
  signal: AbortSignal,
): Promise<readonly TouchedFile[]> {
  const args = [
    'diff-tree',
    '-r',
    '-z',
    '--raw',
    '--no-renames',
    '--no-ext-diff',
    '--end-of-options',
    base,
    sha,
  ];
  const rows = parseRaw(await runGit(git, { args, place }, signal));
  const touched: TouchedFile[] = [];
  for (const { file, mode, blob } of rows)
    touched.push(await readBlob(git, place, { file, mode, blob }, signal));
  return touched;
}

interface Row {
  readonly file: string;
  /** Of the new side; 000000: it is gone. */
  readonly mode: string;
  readonly blob: string;
}

/** `:100644 100644 <old> <new> M\0<path>\0`, again and again. */
export function parseRaw(output: string): readonly Row[] {
  const parts = output.split('\0');
  const rows: Row[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [, mode, , blob] = (parts[at] ?? '').split(' ');
    if (mode !== undefined && blob !== undefined) rows.push({ file: parts[at + 1] ?? '', mode, blob });
  }
  return rows;
}

async function readBlob(
  git: Git,
  place: GitPlace,
  { file, mode, blob }: Row,
  signal: AbortSignal,
): Promise<TouchedFile> {
  if (mode === '000000') return { file };
  if (mode === '120000') return { file, problem: 'it is a symbolic link' };
  if (mode !== '100644') return { file, problem: 'it is no plain file' };
  const size = Number(await runGit(git, { args: ['cat-file', '-s', blob], place }, signal));
  if (!(size <= largest)) return { file, problem: 'it is too large' };
  const text = await runGit(git, { args: ['cat-file', 'blob', blob], place }, signal);
  return text.includes('\uFFFD') || text.includes('\0') ? { file, problem: 'it is no text' } : { file, text };
}
