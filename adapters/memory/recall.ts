import { join } from 'node:path';
import MiniSearch from 'minisearch';
import type { MemoryNote } from '../../src/ports/memory.ts';
import { visibleText } from '../../src/log/visible-text.ts';
import { withLock } from '../workspace/git-worktree/mirror/locks.ts';
import { folderOf, isThere } from './history/folder.ts';
import { lastUse } from './keep-house.ts';
import { archiveAfterMs, halfLifeMs, type MemoryState } from './memory-state.ts';
import { readLedger, writeLedger, type Ledger } from './notes/ledger.ts';
import { cut, oneLine } from './notes/note-text.ts';
import { readNotes, type Note } from './notes/read-notes.ts';

const longestExcerpt = 200;
/** Words of a goal that are looked up; more would only blur it. Characters. */
const longestQuery = 4000;
/** However old, a note that fits much better than all others is still found. */
const leastWeight = 1 / 16;

interface Question {
  readonly project: string;
  readonly text: string;
  readonly most: number;
}

/** The best notes for a text; see the port. Trouble with the folder is logged: a goal goes on without its notes. */
export async function recall(
  state: MemoryState,
  question: Question,
  signal: AbortSignal,
): Promise<readonly MemoryNote[]> {
  try {
    const folder = folderOf(state, question.project);
    if (!(await isThere(folder))) return [];
    return await withLock(
      state.locks,
      question.project,
      () => recallFrom(state, folder, question, signal),
      signal,
    );
  } catch (error) {
    signal.throwIfAborted();
    state.logger.warn({ err: error, project: question.project }, 'notes could not be recalled');
    return [];
  }
}

async function recallFrom(
  state: MemoryState,
  folder: string,
  { text, most }: Question,
  signal: AbortSignal,
): Promise<readonly MemoryNote[]> {
  const now = state.clock.now();
  const ledger = await readLedger(folder);
  const notes = await readNotes(folder, signal);
  const current = notes.filter((note) => !note.archived && now - lastUse(ledger, note) <= archiveAfterMs);
  const best = rank(current, text, (note) => weightOf(now - lastUse(ledger, note))).slice(0, most);
  if (best.length > 0) await remember(folder, ledger, best, { now, notes });
  return best.map((note) => ({ file: note.file, excerpt: excerptOf(state, note) }));
}

/** When a note was used last is worth keeping only where there is a place for it. */
async function remember(
  folder: string,
  ledger: Ledger,
  best: readonly Note[],
  { now, notes }: { readonly now: number; readonly notes: readonly Note[] },
): Promise<void> {
  for (const { file } of best) ledger.notes[file] = { ...ledger.notes[file], recalledAt: now };
  if (await isThere(join(folder, '.git')))
    await writeLedger(
      folder,
      ledger,
      notes.map(({ file }) => file),
    );
}

const weightOf = (ageMs: number): number => Math.max(2 ** (-Math.max(ageMs, 0) / halfLifeMs), leastWeight);

/** BM25 over title and text; a single common word in the text is no likeness. Best first. */
function rank(notes: readonly Note[], text: string, weight: (note: Note) => number): readonly Note[] {
  const byFile = new Map(notes.map((note) => [note.file, note]));
  const search = new MiniSearch<{ file: string; title: string; body: string }>({
    idField: 'file',
    fields: ['title', 'body'],
    processTerm: (term) => wordOf(term),
  });
  search.addAll(notes.map(({ file, title, body }) => ({ file, title, body })));
  const query = text.slice(0, longestQuery);
  const few = new Set(query.split(/[^\p{L}\p{N}]+/u).flatMap((word) => wordOf(word) ?? [])).size <= 3;
  return search
    .search(query, {
      boost: { title: 2 },
      boostDocument: (file) => weightAt(byFile.get(String(file)), weight),
    })
    .filter(
      ({ match }) => few || Object.keys(match).length > 1 || Object.values(match).flat().includes('title'),
    )
    .flatMap(({ id }) => byFile.get(String(id)) ?? []);
}

const weightAt = (note: Note | undefined, weight: (note: Note) => number): number =>
  note === undefined ? leastWeight : weight(note);

/** Words that are in every English text, and so tell nothing. */
const common = new Set(
  'a an and are as at be been but by can do does for from had has have how if in into is it its may must no not of on or our should so than that the their them then there these they this to up was we were what when which who will with would you your'.split(
    ' ',
  ),
);

/** A word as it is looked up; undefined: it tells nothing. */
function wordOf(term: string): string | undefined {
  const word = term.normalize('NFKC').toLowerCase();
  return word.length < 2 || common.has(word) ? undefined : word;
}

/** Title and beginning on one line, without secrets: people may have written some into their own notes. */
const excerptOf = (state: MemoryState, { title, body }: Note): string =>
  cut(oneLine(visibleText(state.redact(`${title}: ${body}`))), longestExcerpt);
