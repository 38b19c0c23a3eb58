import { lstat, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DroverError } from '../../../src/domain/errors.ts';
import { isErrno } from '../create-once.ts';

/** A unix socket's path has at most 104 bytes on some systems, its end included. */
const longestPath = 100;

/**
 * Where agents of this home find drover: the same path in every life. In the home, or where that lies too deep, in a
 * folder of its own in the temporary folder.
 * @throws DroverError CONFIG_INVALID when somebody else has such a folder there
 */
export async function doorPath(home: string, id: string): Promise<string> {
  const inHome = join(home, 'door.sock');
  if (Buffer.byteLength(inHome) <= longestPath) return inHome;
  return join(await ownFolder(join(tmpdir(), `drover-door-${id}`)), 'door.sock');
}

/** In a folder that everybody may write to, another user could have been there first. */
async function ownFolder(path: string): Promise<string> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error;
  }
  const found = await lstat(path);
  const isOwn = process.getuid === undefined || found.uid === process.getuid();
  if (isOwn && found.isDirectory() && (found.mode & 0o077) === 0) return path;
  throw new DroverError(
    'CONFIG_INVALID',
    `${path} belongs to somebody else, or is open to others`,
    'Remove it, or choose a DROVER_HOME with a shorter path: agents ask questions through a socket there.',
  );
}
