import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { toError } from '../../../src/domain/errors.ts';

/**
 * Why a path below a folder may not be written: a link or something that is no folder stands on the way, or no file at
 * its end. undefined: nothing does. The folder itself is looked at as well.
 */
export async function obstacle(folder: string, file: string): Promise<string | undefined> {
  const parts = file === '' ? [] : file.split('/');
  let path = folder;
  for (const [step, part] of ['', ...parts].entries()) {
    path = join(path, part);
    const found = await look(path);
    if (found === undefined) return undefined;
    if (found.isSymbolicLink()) return 'a symbolic link stands there';
    const isEnd = step === parts.length && parts.length > 0;
    if (isEnd ? !found.isFile() : !found.isDirectory())
      return isEnd ? 'something that is no file stands there' : 'a file stands where a folder is needed';
  }
  return undefined;
}

async function look(path: string) {
  try {
    return await lstat(path);
  } catch (error) {
    const failure: Error & { code?: string } = toError(error);
    if (failure.code === 'ENOENT' || failure.code === 'ENOTDIR') return undefined;
    throw failure;
  }
}
