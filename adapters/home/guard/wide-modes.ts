import { lstat } from 'node:fs/promises';
import { toError } from '../../../src/domain/errors.ts';

/** Rights of the group and of others. */
const foreign = 0o077;

/** Those of the paths that others than their owner may reach, with their mode in octal digits. What is not there is left out. */
export async function wideModes(paths: readonly string[]): Promise<readonly string[]> {
  const wide: string[] = [];
  for (const path of paths) {
    const mode = await modeOf(path);
    if (mode !== undefined && (mode & foreign) !== 0)
      wide.push(`${path} (${(mode & 0o777).toString(8).padStart(4, '0')})`);
  }
  return wide;
}

async function modeOf(path: string): Promise<number | undefined> {
  try {
    return (await lstat(path)).mode;
  } catch (error) {
    const failure: Error & { code?: string } = toError(error);
    if (failure.code === 'ENOENT') return undefined;
    throw failure;
  }
}
