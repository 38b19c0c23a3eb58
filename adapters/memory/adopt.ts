import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MemoryAdopted, MemoryChange } from '../../src/ports/memory.ts';
import { runGit } from '../workspace/git-worktree/git/run-git.ts';
import { withLock } from '../workspace/git-worktree/mirror/locks.ts';
import { isReserved, notePath } from './guard/note-path.ts';
import { obstacle } from './guard/reach.ts';
import { readChange, type TouchedFile } from './history/read-change.ts';
import { commitByHand, placeOf } from './history/commit-notes.ts';
import { ensureFolder } from './history/folder.ts';
import { dateOf, problemOfContent, problemOfRoom } from './judge-note.ts';
import { keepHouse } from './keep-house.ts';
import type { MemoryState } from './memory-state.ts';
import { readLedger, type Ledger } from './notes/ledger.ts';
import { composeNote, parseNote, withoutHead } from './notes/note-text.ts';
import { putNote } from './notes/put-note.ts';
import { readNotes, type Note } from './notes/read-notes.ts';
import { noteDown } from './write-notes.ts';

interface Job {
  readonly project: string;
  readonly change: MemoryChange;
}

/** Takes over what may be taken over of a change; see the port. */
export const adopt = (state: MemoryState, job: Job, signal: AbortSignal): Promise<MemoryAdopted> =>
  withLock(state.locks, job.project, () => adoptAlone(state, job, signal), signal);

async function adoptAlone(state: MemoryState, job: Job, signal: AbortSignal): Promise<MemoryAdopted> {
  const { project, change } = job;
  const folder = await ensureFolder(state, project, signal);
  const notes = await readNotes(folder, signal);
  const head = await commitByHand(state, folder, notes, signal);
  if (head !== change.base) return { is: 'skipped', why: 'the notes were changed meanwhile' };
  const touched = await readChange(state.git, placeOf(folder), change, signal);
  const gone = touched
    .filter((file) => file.text === undefined && file.problem === undefined)
    .map(({ file }) => file);
  const stays =
    notes.some(({ file }) => !gone.includes(file)) || touched.some(({ text }) => text !== undefined);
  if (!stays) return { is: 'skipped', why: 'nothing would be left of the notes' };
  const outcome = {
    written: [] as string[],
    removed: [] as string[],
    refused: [] as { file: string; why: string }[],
  };
  const ledger = await readLedger(folder);
  for (const file of touched) {
    const desk = { folder, ledger, before: notes.find((note) => note.file === file.file) };
    const why = await take(state, desk, file, change);
    if (why !== undefined) outcome.refused.push({ file: file.file.slice(0, 200), why });
    else (file.text === undefined ? outcome.removed : outcome.written).push(file.file);
  }
  await keepHouse(state, { project, folder, ledger }, change.author.message, signal);
  await dropBranch(state, folder, change, signal);
  return { is: 'adopted', ...outcome };
}

interface Desk {
  readonly folder: string;
  readonly ledger: Ledger;
  readonly before: Note | undefined;
}

/** Why a file stays as it was; undefined: it was taken over. */
async function take(
  state: MemoryState,
  desk: Desk,
  touched: TouchedFile,
  { author }: MemoryChange,
): Promise<string | undefined> {
  const { folder, ledger, before } = desk;
  const { file, text, problem } = touched;
  const path = notePath(file);
  if (isReserved(file) || (before === undefined && !path.ok))
    return path.ok ? 'that name is drover’s own' : path.why;
  if (problem !== undefined) return problem;
  const blocked = await obstacle(folder, file);
  if (blocked !== undefined) return blocked;
  if (text === undefined) {
    await rm(join(folder, file), { force: true });
    return undefined;
  }
  const content = withoutHead(text).trim();
  const why =
    problemOfContent(state, `${file}\n${text}`, content) ?? (await roomFor(state, folder, file, text));
  if (why !== undefined) return why;
  const note = composeNote(headFor(state, before, text, author.goal), content);
  await putNote(folder, file, note);
  noteDown(ledger, file, note);
  return undefined;
}

const roomFor = async (state: MemoryState, folder: string, file: string, text: string) =>
  problemOfRoom(state, await readNotes(folder, new AbortController().signal), file, text);

/** Whose note it is does not change because it was tidied; a new one is the tidier's. */
function headFor(state: MemoryState, before: Note | undefined, text: string, goal: string) {
  return {
    created: before?.head.created ?? dateOf(state.clock.now()),
    goal: before?.head.goal ?? goal,
    kind: before?.head.kind ?? parseNote(text, '').head.kind ?? 'note',
  } as const;
}

/** The commit's branch has served. */
async function dropBranch(
  state: MemoryState,
  folder: string,
  { sha }: MemoryChange,
  signal: AbortSignal,
): Promise<void> {
  const place = placeOf(folder);
  const args = ['for-each-ref', '--format=%(refname)', `--points-at=${sha}`, 'refs/heads/drover/'];
  const refs = (await runGit(state.git, { args, place }, signal)).split('\n').filter((ref) => ref !== '');
  for (const ref of refs) await runGit(state.git, { args: ['update-ref', '-d', ref], place }, signal);
}
