import { chmod, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DroverError, toError } from '../../src/domain/errors.ts';

/** Where drover keeps what, under its home. Absolute paths. */
export interface HomePaths {
  readonly home: string;
  readonly store: string;
  readonly worktrees: string;
  readonly repos: string;
  readonly turns: string;
  readonly homes: string;
  readonly locks: string;
  /** What was said in the threads of goals. */
  readonly threads: string;
  /** What people sent with their messages. */
  readonly files: string;
  /** The file with the token of the HTTP API. */
  readonly token: string;
}

/** @param home may be relative to the working directory */
export function homePaths(home: string): HomePaths {
  const root = resolve(home);
  const inside = (name: string): string => join(root, name);
  return {
    home: root,
    store: inside('store'),
    worktrees: inside('worktrees'),
    repos: inside('repos'),
    turns: inside('turns'),
    homes: inside('homes'),
    locks: inside('locks'),
    threads: inside('threads'),
    files: inside('files'),
    token: inside('token'),
  };
}

/**
 * Makes the home and its folders, for the owner alone (0700). An older, wider home is narrowed.
 * @throws DroverError CONFIG_INVALID when that is impossible
 */
export async function prepareHome(home: string): Promise<HomePaths> {
  const paths = homePaths(home);
  const { token: _file, ...folders } = paths;
  try {
    for (const folder of Object.values(folders)) await makePrivateFolder(folder);
  } catch (thrown) {
    const cause = toError(thrown);
    throw new DroverError(
      'CONFIG_INVALID',
      `cannot make drover's home ${paths.home}: ${cause.message}`,
      'Set DROVER_HOME to a folder that you may write to.',
      { cause },
    );
  }
  return paths;
}

/** Makes a folder, and those above it, readable for the owner alone (0700); answers its path. */
export async function makePrivateFolder(path: string): Promise<string> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await chmod(path, 0o700);
  return path;
}
