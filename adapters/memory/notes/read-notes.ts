import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { toError } from '../../../src/domain/errors.ts';
import { archiveFolder, indexFile } from '../guard/note-path.ts';
import { parseNote, type NoteText } from './note-text.ts';

/** A note as it is on the disk now. */
export interface Note extends NoteText {
  /** Relative to the project's folder, with slashes. */
  readonly file: string;
  readonly text: string;
  readonly bytes: number;
  /** Epoch milliseconds of its last change, by whomever. */
  readonly changedAt: number;
  /** It was put aside: still to be read, not recalled. */
  readonly archived: boolean;
}

/** Nobody writes so many or so large ones; whoever does is not followed. Bytes. */
const mostFiles = 2000;
const largestRead = 256 * 1024;
const deepestFolder = 6;

/** Every note in a project's folder, by name. Links, other files and what cannot be read are left out. */
export async function readNotes(folder: string, signal: AbortSignal): Promise<readonly Note[]> {
  const files = (await listNotes(folder)).slice(0, mostFiles);
  const notes: Note[] = [];
  for (const file of files) {
    signal.throwIfAborted();
    const note = await readNote(folder, file);
    if (note !== undefined) notes.push(note);
  }
  return notes;
}

/** Paths of all Markdown files but the index, sorted; folders that begin with a dot are not entered. */
export async function listNotes(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  await listInto(found, folder, '');
  return found.toSorted((a, b) => (a < b ? -1 : 1));
}

async function listInto(found: string[], folder: string, below: string): Promise<void> {
  if (found.length > mostFiles || below.split('/').length > deepestFolder) return;
  for (const entry of await entriesOf(join(folder, below))) {
    const file = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) await listInto(found, folder, file);
    else if (entry.isFile() && file.endsWith('.md') && file !== indexFile) found.push(file);
  }
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

/** undefined: it went away, became a link, is too large, or is no text. */
async function readNote(folder: string, file: string): Promise<Note | undefined> {
  try {
    const handle = await open(
      join(folder, file),
      constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    );
    try {
      const { size, mtimeMs } = await handle.stat();
      if (size > largestRead) return undefined;
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await handle.readFile());
      const archived = file.startsWith(`${archiveFolder}/`);
      return { file, text, bytes: size, changedAt: mtimeMs, archived, ...parseNote(text, file) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isGone(error) || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** It is not there any more, or is a link now; or its owner keeps it to himself. */
const isGone = (error: unknown): boolean => {
  const { code }: Error & { code?: string } = toError(error);
  return code !== undefined && ['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES', 'EPERM'].includes(code);
};
