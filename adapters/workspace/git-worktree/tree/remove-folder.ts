import { chmod, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { toError } from '../../../../src/domain/errors.ts';

/** Removes a folder and all in it, also folders that their maker write-protected (module caches do that). */
export async function removeFolder(folder: string): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true });
  } catch (error) {
    const failure: Error & { code?: string } = toError(error);
    if (failure.code !== 'EACCES' && failure.code !== 'EPERM') throw failure;
    await allowWriting(folder);
    await rm(folder, { recursive: true, force: true });
  }
}

async function allowWriting(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await allowWriting(path.join(folder, entry.name));
  }
}
