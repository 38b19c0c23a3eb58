import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from '../workspace/git-worktree/mirror/locks.ts';
import { indexFile } from './guard/note-path.ts';
import { beginAnew, commitByHand } from './history/commit-notes.ts';
import { ensureFolder, folderOf, isThere } from './history/folder.ts';
import type { MemoryState } from './memory-state.ts';
import { indexText } from './notes/index-text.ts';
import { readLedger, writeLedger } from './notes/ledger.ts';
import { putNote } from './notes/put-note.ts';
import { readNotes } from './notes/read-notes.ts';

interface Job {
  readonly project: string;
  readonly goal: string;
}

/** Removes a goal's notes and the history that holds them; see the port. */
export async function forget(state: MemoryState, job: Job, signal: AbortSignal): Promise<readonly string[]> {
  if (!(await isThere(folderOf(state, job.project)))) return [];
  return withLock(state.locks, job.project, () => forgetAlone(state, job, signal), signal);
}

async function forgetAlone(
  state: MemoryState,
  { project, goal }: Job,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const folder = await ensureFolder(state, project, signal);
  const notes = await readNotes(folder, signal);
  await commitByHand(state, folder, notes, signal);
  const gone = notes.filter((note) => note.head.goal === goal).map(({ file }) => file);
  if (gone.length === 0) return [];
  for (const file of gone) await rm(join(folder, file), { force: true });
  const left = await readNotes(folder, signal);
  await putNote(folder, indexFile, indexText(project, left));
  await beginAnew(state, folder, left, signal);
  await writeLedger(
    folder,
    await readLedger(folder),
    left.map(({ file }) => file),
  );
  return gone;
}
