import type { MemoryAuthor, MemoryDraft, MemoryWritten } from '../../src/ports/memory.ts';
import { withLock } from '../workspace/git-worktree/mirror/locks.ts';
import { commitByHand } from './history/commit-notes.ts';
import { ensureFolder } from './history/folder.ts';
import { judgeDraft, problemOfRoom, type Shelf } from './judge-note.ts';
import { keepHouse } from './keep-house.ts';
import type { MemoryState } from './memory-state.ts';
import { digestOf, readLedger, type Ledger } from './notes/ledger.ts';
import { putNote } from './notes/put-note.ts';
import { readNotes } from './notes/read-notes.ts';

/** Drafts of one call that are looked at. */
const mostDrafts = 10;

interface Job {
  readonly project: string;
  readonly drafts: readonly MemoryDraft[];
  readonly author: MemoryAuthor;
}

/** Writes what may be written; see the port. */
export const writeNotes = (state: MemoryState, job: Job, signal: AbortSignal): Promise<MemoryWritten> =>
  withLock(state.locks, job.project, () => writeAlone(state, job, signal), signal);

async function writeAlone(state: MemoryState, job: Job, signal: AbortSignal): Promise<MemoryWritten> {
  const { project, author } = job;
  const folder = await ensureFolder(state, project, signal);
  const ledger = await readLedger(folder);
  await commitByHand(state, folder, await readNotes(folder, signal), signal);
  const written: string[] = [];
  const refused: { file: string; why: string }[] = [];
  for (const [at, draft] of job.drafts.entries()) {
    const shelf = { folder, ledger, notes: await readNotes(folder, signal) };
    const why = at < mostDrafts ? await writeOne(state, shelf, draft, author.goal) : 'too many at once';
    if (why === undefined) written.push(draft.file);
    else refused.push({ file: draft.file.slice(0, 200), why });
  }
  await keepHouse(state, { project, folder, ledger }, messageOf(author), signal);
  return { written: [...new Set(written)], refused };
}

/** The goal is named so that the history can tell who wrote. */
export const messageOf = ({ message, goal }: MemoryAuthor): string => `${message}\n\nGoal: ${goal}`;

/** Why it was not written; undefined: it stands there. */
async function writeOne(
  state: MemoryState,
  shelf: Shelf,
  draft: MemoryDraft,
  goal: string,
): Promise<string | undefined> {
  const judged = await judgeDraft(state, shelf, draft, goal);
  if (judged.is === 'refused') return judged.why;
  const { file, text } = judged;
  const full = problemOfRoom(state, shelf.notes, file, text);
  if (full !== undefined) return full;
  if (judged.is === 'fresh') await putNote(shelf.folder, file, text);
  noteDown(shelf.ledger, file, text);
  return undefined;
}

/** From now on the note counts as drover's own, until somebody changes it. */
export function noteDown(ledger: Ledger, file: string, text: string): void {
  ledger.notes[file] = { ...ledger.notes[file], digest: digestOf(text) };
}
