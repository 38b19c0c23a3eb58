import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Identity } from '../../../src/ports/workspace.ts';
import { resolveObjects } from '../../workspace/git-worktree/git/resolve-objects.ts';
import { runGit, type GitPlace } from '../../workspace/git-worktree/git/run-git.ts';
import { commitTree } from '../../workspace/git-worktree/work/commit-tree.ts';
import type { MemoryState } from '../memory-state.ts';
import type { Note } from '../notes/read-notes.ts';

/** Whose name changes bear that drover did not make. */
export const byHand: Identity = { name: 'by hand', email: 'by-hand@localhost' };

interface Saying {
  readonly by: Identity;
  readonly message: string;
}

export const placeOf = (folder: string): GitPlace => ({ gitDir: join(folder, '.git'), workTree: folder });

/** Commits what people changed since drover's last commit; also the first, empty one. Answers the head. */
export const commitByHand = (
  state: MemoryState,
  folder: string,
  notes: readonly Note[],
  signal: AbortSignal,
): Promise<string> => commitNotes(state, folder, notes, { by: byHand, message: 'Changed by hand' }, signal);

/**
 * Makes one commit of the notes as they were read, unless the head has them; answers the head. What git gets are the
 * bytes that were read: no filter, attribute or link of the folder has a say.
 */
export async function commitNotes(
  state: MemoryState,
  folder: string,
  notes: readonly Note[],
  saying: Saying,
  signal: AbortSignal,
): Promise<string> {
  const place = placeOf(folder);
  const [head] = await resolveObjects(state.git, place, ['HEAD'], signal);
  if (head !== undefined && (await holds(state, place, notes, signal))) return head;
  const tree = await writeNotes(state, place, notes, signal);
  const commit = { tree, parents: head === undefined ? [] : [head], ...saying };
  const sha = await commitTree(state.git, place, { ...commit, message: `${saying.message}\n` }, signal);
  await moveHead(state, place, sha, signal);
  return sha;
}

/** Whether the head has exactly these notes. */
async function holds(
  state: MemoryState,
  place: GitPlace,
  notes: readonly Note[],
  signal: AbortSignal,
): Promise<boolean> {
  const listed = await runGit(state.git, { args: ['ls-tree', '-r', '-z', 'HEAD'], place }, signal);
  const rows = notes.map((note) => `100644 blob ${blobId(note.text)}\t${note.file}`);
  const known = new Set(listed.split('\0').filter((row) => row !== ''));
  return known.size === rows.length && rows.every((row) => known.has(row));
}

/** History begins anew with the notes as they are: what was there before is not kept anywhere in the repository. */
export async function beginAnew(
  state: MemoryState,
  folder: string,
  notes: readonly Note[],
  signal: AbortSignal,
): Promise<void> {
  const place = placeOf(folder);
  const git = (...args: string[]) => runGit(state.git, { args, place }, signal);
  const tree = await writeNotes(state, place, notes, signal);
  const commit = { tree, parents: [], by: state.identity, message: 'Begin anew after a purge\n' };
  await moveHead(state, place, await commitTree(state.git, place, commit, signal), signal);
  const head = (await git('symbolic-ref', 'HEAD')).trim();
  const refs = (await git('for-each-ref', '--format=%(refname)'))
    .split('\n')
    .filter((ref) => ref !== '' && ref !== head);
  for (const ref of refs) await git('update-ref', '-d', ref);
  await git('reflog', 'expire', '--expire=now', '--all');
  await git('gc', '--quiet', '--prune=now');
}

const moveHead = (state: MemoryState, place: GitPlace, sha: string, signal: AbortSignal) =>
  runGit(state.git, { args: ['update-ref', '-m', 'drover', 'HEAD', sha], place }, signal);

/** The tree of exactly these notes; the folder's own index is brought in line with it. */
async function writeNotes(
  state: MemoryState,
  place: GitPlace,
  notes: readonly Note[],
  signal: AbortSignal,
): Promise<string> {
  const { git } = state;
  const ids = notes.map((note) => blobId(note.text));
  const known = notes.length === 0 ? [] : await resolveObjects(git, place, ids, signal);
  for (const [at, note] of notes.entries())
    if (known[at] === undefined)
      await runGit(
        git,
        { args: ['hash-object', '-w', '--stdin', '--no-filters'], place, input: note.text },
        signal,
      );
  const rows = notes.map((note, at) => `100644 ${ids[at]}\t${note.file}\0`).join('');
  await runGit(git, { args: ['read-tree', '--empty'], place }, signal);
  await runGit(git, { args: ['update-index', '-z', '--index-info'], place, input: rows }, signal);
  return (await runGit(git, { args: ['write-tree'], place }, signal)).trim();
}

/** Under which name git keeps these bytes (git-scm.com/book/en/v2/Git-Internals-Git-Objects). */
function blobId(text: string): string {
  const bytes = Buffer.from(text);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
