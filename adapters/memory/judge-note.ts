import type { MemoryDraft } from '../../src/ports/memory.ts';
import { visibleText } from '../../src/log/visible-text.ts';
import { notePath } from './guard/note-path.ts';
import { obstacle } from './guard/reach.ts';
import { secretIn } from './guard/secret-in.ts';
import type { MemoryState } from './memory-state.ts';
import { isOwn, type Ledger } from './notes/ledger.ts';
import { composeNote, parseNote, withoutHead } from './notes/note-text.ts';
import type { Note } from './notes/read-notes.ts';
import { similarity } from './notes/similar.ts';

/** What a draft is held against. */
export interface Shelf {
  readonly folder: string;
  /** As they are now, with what was written before this draft. */
  readonly notes: readonly Note[];
  readonly ledger: Ledger;
}

export type Judged =
  | { readonly is: 'fresh' | 'repeat'; readonly file: string; readonly text: string }
  | { readonly is: 'refused'; readonly why: string };

const refused = (why: string): Judged => ({ is: 'refused', why });

/** Whether a draft may be written, and the note that it makes. */
export async function judgeDraft(
  state: MemoryState,
  shelf: Shelf,
  draft: MemoryDraft,
  goal: string,
): Promise<Judged> {
  const path = notePath(draft.file);
  if (!path.ok) return refused(path.why);
  const blocked = await obstacle(shelf.folder, path.path);
  if (blocked !== undefined) return refused(blocked);
  const content = visibleText(withoutHead(draft.content)).trim();
  const why =
    problemOfPlace(shelf, path.path) ?? problemOfContent(state, `${draft.file}\n${draft.content}`, content);
  if (why !== undefined) return refused(why);
  const before = shelf.notes.find(({ file }) => file === path.path);
  const created = before?.head.created ?? dateOf(state.clock.now());
  const text = composeNote({ created, goal, kind: draft.kind ?? 'note' }, content);
  return compare(shelf, before, { file: path.path, text });
}

/** The day of a moment (epoch milliseconds), in UTC. */
export const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

function compare(
  { notes, ledger }: Shelf,
  before: Note | undefined,
  wanted: { readonly file: string; readonly text: string },
): Judged {
  if (before?.text === wanted.text) return { is: 'repeat', ...wanted };
  if (before !== undefined && similarity(wordsOf(before), wordsOf(wanted)) === 'same')
    return refused('the same is there already');
  if (before !== undefined && !isOwn(ledger, before)) return refused('a person wrote or changed that note');
  const twin = twinOf(notes, wanted.file, wanted.text);
  return twin === undefined ? { is: 'fresh', ...wanted } : refused(twin);
}

/** Another spelling of the same name is the same file on some systems. */
function problemOfPlace({ notes }: Shelf, path: string): string | undefined {
  const folded = path.toLowerCase();
  const other = notes.find(({ file }) => file !== path && file.toLowerCase() === folded);
  return other === undefined ? undefined : `there is a note called ${other.file}`;
}

/** Why a text may be no note; undefined: it may. `whole` is what is searched for secrets. */
export function problemOfContent(state: MemoryState, whole: string, content: string): string | undefined {
  if (content === '') return 'it is empty';
  const { noteBytes } = state.limits;
  if (Buffer.byteLength(content) > noteBytes) return `it is longer than ${noteBytes} bytes`;
  const secret = secretIn(whole, state.redact);
  return secret === undefined ? undefined : `it holds ${secret}`;
}

function twinOf(notes: readonly Note[], path: string, text: string): string | undefined {
  const wanted = wordsOf({ text, file: path });
  for (const note of notes) {
    if (note.file === path) continue;
    const likeness = similarity(wanted, wordsOf(note));
    if (likeness !== 'different')
      return `${likeness === 'same' ? 'the same' : 'nearly the same'} is in ${note.file}`;
  }
  return undefined;
}

function wordsOf({ text, file }: Pick<Note, 'text' | 'file'>): string {
  const { title, body } = parseNote(text, file);
  return `${title}\n${body}`;
}

/** Why the folder can take no more; undefined: it can. */
export function problemOfRoom(
  state: MemoryState,
  notes: readonly Note[],
  file: string,
  text: string,
): string | undefined {
  const others = notes.filter((note) => note.file !== file);
  if (others.length >= state.limits.notes) return `the folder is full (${state.limits.notes} notes)`;
  const bytes = others.reduce((sum, note) => sum + note.bytes, 0) + Buffer.byteLength(text);
  return bytes > state.limits.folderBytes
    ? `the folder is full (${state.limits.folderBytes} bytes)`
    : undefined;
}
