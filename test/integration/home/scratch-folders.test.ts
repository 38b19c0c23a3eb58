import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createScratchFolders } from '../../../adapters/home/scratch/scratch-folders.ts';

async function someRoot(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'drover-scratch-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'drafts');
}

test('each question has two empty folders for the owner alone, which are gone at its end', async () => {
  const root = await someRoot();
  const open = createScratchFolders(root);
  const [one, other] = await Promise.all([open('one'), open('other')]);
  expect(await readdir(one.workspace)).toEqual([]);
  expect((await stat(one.workspace)).mode & 0o777).toBe(0o700);
  await writeFile(join(one.workspace, 'left.txt'), 'left');
  await one.end();
  expect(await readdir(root)).toEqual(['other']);
  await other.end();
  expect(await readdir(root)).toEqual([]);
});

test('what an earlier life left goes with the first question', async () => {
  const root = await someRoot();
  await mkdir(join(root, 'old', 'work'), { recursive: true });
  const open = createScratchFolders(root);
  await open('new');
  await open('newer');
  expect((await readdir(root)).toSorted()).toEqual(['new', 'newer']);
});
