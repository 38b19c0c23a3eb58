import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { newDisk, type MemoryDisk } from './memory-disk.ts';

const fixtures = join(import.meta.dirname, '../../../fixtures/store');

/** A disk with a store that a former drover left behind, after it was closed or killed. */
export async function diskOfFormer(
  shape: 'schema-1' | 'schema-2',
  end: 'closed' | 'killed',
): Promise<MemoryDisk> {
  const folder = join(fixtures, shape, end);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = paths.map(
    async (path) => [join('/store', relative(folder, path)), await readFile(path)] as const,
  );
  return newDisk(new Map(await Promise.all(files)));
}
