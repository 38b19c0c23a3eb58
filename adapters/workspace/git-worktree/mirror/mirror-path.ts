import path from 'node:path';

/** Folder of a project's mirror. Characters that a file name should not bear are percent-encoded. */
export const mirrorPath = (home: string, project: string): string =>
  path.join(home, 'repos', `${fileName(project)}.git`);

/** Folder of a goal's worktree. */
export const worktreePath = (home: string, goal: string): string => path.join(home, 'worktrees', goal);

/** Folder of the second checkout, for the run on the base. */
export const baselinePath = (home: string, goal: string): string =>
  path.join(home, 'worktrees', `${goal}.baseline`);

const fileName = (name: string): string =>
  encodeURIComponent(name)
    .replaceAll(/[!'()*~]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)
    .replace(/^\./, '%2e');
