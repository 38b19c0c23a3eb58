import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tree } from './tree.ts';

/** Not ours, or made by running. The same names stand in `.gitignore`. */
const skipped = new Set(['.git', 'node_modules', 'coverage', '.drover', '.cache', 'test-results', '.env']);

/** Reads every text file below the root. A file with a NUL byte is no text. */
export async function readTree(root: string): Promise<Tree> {
  const tree = new Map<string, string>();
  for (const path of await listFiles(root, '')) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other keeps few files open
    const text = await readFile(join(root, path), 'utf8');
    if (!text.includes('\0')) tree.set(path, text);
  }
  return tree;
}

async function listFiles(root: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const lists = await Promise.all(
    entries
      .filter(({ name }) => !skipped.has(name) && !name.endsWith('.log'))
      .map((entry) => {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory()) return listFiles(root, path);
        return Promise.resolve(entry.isFile() ? [path] : []);
      }),
  );
  return lists.flat();
}
