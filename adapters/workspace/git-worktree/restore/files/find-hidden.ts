import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { runGit, tryGit } from '../../git/run-git.ts';
import { kindOf } from '../../tree/admin-folder.ts';
import type { Kind } from '../../tree/admin-folder.ts';
import { parseEntries } from '../../work/tree-entries.ts';
import type { TreeEntry } from '../../work/tree-entries.ts';
import type { Restoring } from '../restoring.ts';

/** What stands in the worktree and `add --all` does not see, though a return would touch it. */
export interface Hidden {
  /** Files and links to add by name. */
  readonly hidden: readonly string[];
  /** Folders to move out: repositories, and folders with something in them that git does not see. */
  readonly inTheWay: readonly string[];
}

/** What the index holds after `add --all`. */
interface Seen {
  readonly root: string;
  readonly names: ReadonlySet<string>;
  /** Nested repositories and submodules, without a slash at the end. */
  readonly repositories: ReadonlySet<string>;
}

/** A thing in the worktree, by its path from the top. */
interface Found {
  readonly name: string;
  readonly kind: Kind;
  readonly isRepository: boolean;
}

/** Looks at every place where the target has a file and the index none, and at what the agent tracks. */
export async function findHidden(
  restoring: Restoring,
  nested: readonly string[],
  signal: AbortSignal,
): Promise<Hidden> {
  const seen = await readSeen(restoring, nested, signal);
  const hidden = new Set<string>();
  const inTheWay = new Set<string>();
  for (const entry of await targetEntries(restoring, signal)) {
    if (seen.names.has(entry.name)) continue;
    const found = await whatStandsAt(seen, entry.name);
    if (await mustGo(seen, entry, found)) inTheWay.add(found.name);
    else if (isSavable(seen, found)) hidden.add(found.name);
  }
  for (const name of await trackedFiles(restoring, signal)) {
    const found = await whatStandsAt(seen, name);
    if (found.name === name && isSavable(seen, found)) hidden.add(name);
  }
  return { hidden: [...hidden], inTheWay: [...inTheWay] };
}

/** A folder may stand where the target has a submodule, and nowhere else where it has a file. */
async function mustGo(seen: Seen, { name, isCommit }: TreeEntry, found: Found): Promise<boolean> {
  if (found.kind !== 'folder' || (isCommit && found.name === name)) return false;
  return found.isRepository || (await holdsMore(seen, found.name));
}

const isSavable = ({ names }: Seen, { name, kind }: Found): boolean =>
  (kind === 'file' || kind === 'link') && !names.has(name);

async function readSeen(
  { state, view }: Restoring,
  nested: readonly string[],
  signal: AbortSignal,
): Promise<Seen> {
  const call = { place: view.worktree, index: view.index };
  const entries = parseEntries(
    await runGit(state.git, { ...call, args: ['ls-files', '-z', '--stage'] }, signal),
  );
  const submodules = entries.filter(({ isCommit }) => isCommit).map(({ name }) => name);
  return {
    root: view.worktree.workTree,
    names: new Set(entries.map(({ name }) => name)),
    repositories: new Set([...nested.map((name) => name.replace(/\/$/, '')), ...submodules]),
  };
}

async function targetEntries(
  { state, view, target }: Restoring,
  signal: AbortSignal,
): Promise<readonly TreeEntry[]> {
  const args = ['ls-tree', '-r', '-z', '--full-tree', target.tree];
  return parseEntries(await runGit(state.git, { args, place: view.worktree }, signal));
}

/** What the agent tracks: names in its index and in HEAD, as far as they can be read. */
export async function trackedFiles(
  { state, view }: Restoring,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const list = (...args: string[]) => tryGit(state.git, { args, place: view.worktree }, signal);
  const staged = await list('ls-files', '-z');
  const committed = await list('ls-tree', '-r', '-z', '--name-only', '--full-tree', 'HEAD');
  const lists = [staged, committed].flatMap(({ ok, stdout }) => (ok ? stdout.split('\0') : []));
  return new Set(lists.filter((name) => name !== ''));
}

/** The first thing on the way to a name that is no plain folder, or what stands at the name itself. */
async function whatStandsAt({ root, repositories }: Seen, wanted: string): Promise<Found> {
  const parts = wanted.split('/');
  for (let length = 1; length <= parts.length; length += 1) {
    const name = parts.slice(0, length).join('/');
    const kind = await kindOf(path.join(root, name));
    const isRepository = kind === 'folder' && repositories.has(name);
    if (kind !== 'folder' || isRepository) return { name, kind, isRepository };
  }
  return { name: wanted, kind: 'folder', isRepository: false };
}

async function holdsMore({ root, names }: Seen, folder: string): Promise<boolean> {
  for (const entry of await readdir(path.join(root, folder), { recursive: true, withFileTypes: true })) {
    const name = path.relative(root, path.join(entry.parentPath, entry.name));
    if (!entry.isDirectory() && !names.has(name)) return true;
  }
  return false;
}
