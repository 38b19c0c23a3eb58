import { realpath, stat } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import path from 'node:path';
import { toError } from '../../../src/domain/errors.ts';

export type Found = { kind: 'found'; path: string; stats: Stats } | { kind: 'missing' } | { kind: 'outside' };

/** The thing at a path inside a folder, links followed; nothing outside the folder is looked at. */
export async function findInside(folder: string, name: string): Promise<Found> {
  const root = await realpath(folder);
  const wanted = path.resolve(root, name);
  if (path.isAbsolute(name) || !isWithin(root, wanted)) return { kind: 'outside' };
  try {
    const real = await realpath(wanted);
    if (!isWithin(root, real)) return { kind: 'outside' };
    return { kind: 'found', path: real, stats: await stat(real) };
  } catch (error) {
    const failure: Error & { code?: string } = toError(error);
    if (failure.code === 'ENOENT' || failure.code === 'ENOTDIR') return { kind: 'missing' };
    throw failure;
  }
}

const isWithin = (root: string, target: string): boolean => {
  const relative = path.relative(root, target);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
};
