import { mkdir, readdir, rename } from 'node:fs/promises';
import path from 'node:path';
import type { WorkspacesState } from '../state.ts';
import { exists } from './admin-folder.ts';

/** A folder that no worktree of drover's accounts for may hold somebody's work. */
export async function moveAside(state: WorkspacesState, folder: string): Promise<void> {
  if (!(await exists(folder)) || (await readdir(folder)).length === 0) return;
  await moveTo(state, folder, await freeName(folder));
}

/** Moves things out of a worktree into one folder beside it, where they keep their names. */
export async function moveOut(
  state: WorkspacesState,
  worktree: string,
  names: readonly string[],
): Promise<void> {
  if (names.length === 0) return;
  const aside = await freeName(worktree);
  for (const name of names) {
    await mkdir(path.dirname(path.join(aside, name)), { recursive: true, mode: 0o700 });
    await moveTo(state, path.join(worktree, name), path.join(aside, name));
  }
}

/** Moves whatever stands at a path, a link included, to a free name beside it. */
export const setAside = async (state: WorkspacesState, thing: string): Promise<void> =>
  moveTo(state, thing, await freeName(thing));

async function moveTo(state: WorkspacesState, thing: string, aside: string): Promise<void> {
  await rename(thing, aside);
  state.logger.warn({ thing, aside }, 'moved aside what was in the place of a worktree or of its files');
}

async function freeName(thing: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const aside = `${thing}.kept-${number}`;
    if (!(await exists(aside))) return aside;
  }
}
