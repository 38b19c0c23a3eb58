import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Identity } from '../../src/ports/workspace.ts';
import { archiveFolder, indexFile } from './guard/note-path.ts';
import { obstacle } from './guard/reach.ts';
import { commitNotes } from './history/commit-notes.ts';
import { isThere } from './history/folder.ts';
import { archiveAfterMs, type MemoryState } from './memory-state.ts';
import { indexText } from './notes/index-text.ts';
import { writeLedger, type Ledger } from './notes/ledger.ts';
import { putNote } from './notes/put-note.ts';
import { readNotes, type Note } from './notes/read-notes.ts';

/** What follows every change of drover's own: notes that nobody needs are put aside, the index and the history follow. */
export async function keepHouse(
  state: MemoryState,
  house: { readonly project: string; readonly folder: string; readonly ledger: Ledger },
  message: string,
  signal: AbortSignal,
): Promise<void> {
  const { project, folder, ledger } = house;
  const aside = await putAside(state, folder, ledger, await readNotes(folder, signal));
  if (aside.length > 0) state.logger.info({ project, files: aside }, 'put notes aside that nobody needed');
  const notes = await readNotes(folder, signal);
  if ((await obstacle(folder, indexFile)) === undefined)
    await putNote(folder, indexFile, indexText(project, notes));
  const by: Identity = state.identity;
  await commitNotes(state, folder, notes, { by, message }, signal);
  await writeLedger(
    folder,
    ledger,
    notes.map(({ file }) => file),
  );
}

/** When a note was last changed, by whomever, or recalled; epoch milliseconds. */
export const lastUse = (ledger: Ledger, note: Note): number =>
  Math.max(note.changedAt, ledger.notes[note.file]?.recalledAt ?? 0);

async function putAside(
  state: MemoryState,
  folder: string,
  ledger: Ledger,
  notes: readonly Note[],
): Promise<readonly string[]> {
  const stale = notes.filter(
    (note) => !note.archived && state.clock.now() - lastUse(ledger, note) > archiveAfterMs,
  );
  const moved: string[] = [];
  for (const { file } of stale) {
    const to = `${archiveFolder}/${file}`;
    if ((await obstacle(folder, to)) !== undefined || (await isThere(join(folder, to)))) continue;
    await mkdir(dirname(join(folder, to)), { recursive: true, mode: 0o700 });
    await rename(join(folder, file), join(folder, to));
    moved.push(file);
  }
  return moved;
}
