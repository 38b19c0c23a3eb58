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
import { adoptedMark, sinceBase } from './history/since-base.ts';
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
  const since = await sinceBase(state, placeOf(folder), { head, change }, signal);
  if (since.is === 'adopted') return adoptedBefore(state, folder, since.sha, signal);
  if (since.is === 'elsewhere') return { is: 'skipped', why: 'somebody changed the notes meanwhile' };
  const desk = { folder, notes, goal: change.author.goal, meanwhile: since.written };
  const verdicts: Verdict[] = [];
  for (const touched of await readChange(state.git, placeOf(folder), change, signal))
    verdicts.push(await judge(state, desk, touched));
  const removed = verdicts.flatMap(({ is, file }) => (is === 'remove' ? [file] : []));
  const written = verdicts.flatMap(({ is, file }) => (is === 'write' ? [file] : []));
  if (written.length === 0 && removed.length > 0 && removed.length === notes.length)
    return { is: 'skipped', why: 'nothing would be left of the notes' };
  const ledger = await readLedger(folder);
  const refused = await carryOut(state, { folder, ledger }, verdicts);
  const { message, goal } = change.author;
  await keepHouse(state, { project, folder, ledger }, `${message}\n\n${adoptedMark}: ${goal}`, signal);
  await dropBranch(state, folder, change, signal);
  return {
    is: 'adopted',
    written: written.filter((file) => !refused.some((one) => one.file === file)),
    removed,
    refused,
  };
}

/** A life of drover that took it over may have ended before it could say so. */
async function adoptedBefore(
  state: MemoryState,
  folder: string,
  sha: string,
  signal: AbortSignal,
): Promise<MemoryAdopted> {
  const touched = await readChange(state.git, placeOf(folder), { base: `${sha}^`, sha }, signal);
  const files = (gone: boolean) =>
    touched.filter(({ text }) => (text === undefined) === gone).map(({ file }) => file);
  return { is: 'adopted', written: files(false), removed: files(true), refused: [] };
}

type Verdict =
  | { readonly is: 'remove'; readonly file: string }
  | { readonly is: 'write'; readonly file: string; readonly note: string }
  | { readonly is: 'refuse'; readonly file: string; readonly why: string };

interface Desk {
  readonly folder: string;
  readonly notes: readonly Note[];
  readonly goal: string;
  /** Files that goals wrote since the change began. */
  readonly meanwhile: ReadonlySet<string>;
}

async function judge(state: MemoryState, desk: Desk, touched: TouchedFile): Promise<Verdict> {
  const { file, text, problem } = touched;
  if (desk.meanwhile.has(file)) return { is: 'refuse', file, why: 'a goal changed it meanwhile' };
  const before = desk.notes.find((note) => note.file === file);
  const why = problemOfName(file, before) ?? problem ?? (await obstacle(desk.folder, file));
  if (why !== undefined) return { is: 'refuse', file, why };
  if (text === undefined) return { is: 'remove', file };
  const content = withoutHead(text).trim();
  const wrong = problemOfContent(state, `${file}\n${text}`, content);
  if (wrong !== undefined) return { is: 'refuse', file, why: wrong };
  return { is: 'write', file, note: composeNote(headFor(state, before, text, desk.goal), content) };
}

/** A name that a person chose may stay; a new one is judged as any other. */
function problemOfName(file: string, before: Note | undefined): string | undefined {
  if (isReserved(file)) return 'that name is drover’s own';
  const path = notePath(file);
  return path.ok || before !== undefined ? undefined : path.why;
}

/** Removals first, so that there is room; answers what was refused, also for want of room. */
async function carryOut(
  state: MemoryState,
  { folder, ledger }: { readonly folder: string; readonly ledger: Ledger },
  verdicts: readonly Verdict[],
): Promise<{ file: string; why: string }[]> {
  const refused: { file: string; why: string }[] = [];
  for (const { is, file } of verdicts) if (is === 'remove') await rm(join(folder, file), { force: true });
  for (const verdict of verdicts) {
    if (verdict.is === 'refuse') refused.push({ file: verdict.file.slice(0, 200), why: verdict.why });
    if (verdict.is !== 'write') continue;
    const { file, note } = verdict;
    const full = problemOfRoom(state, await readNotes(folder, new AbortController().signal), file, note);
    if (full !== undefined) {
      refused.push({ file, why: full });
      continue;
    }
    await putNote(folder, file, note);
    noteDown(ledger, file, note);
  }
  return refused;
}

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
