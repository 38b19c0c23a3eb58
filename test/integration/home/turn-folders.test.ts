import { access, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createTurnFolders } from '../../../adapters/home/turn-folders.ts';
import { goalIdOf } from '../../../src/domain/ids.ts';

const never = new AbortController().signal;
const first = goalIdOf(1);

async function openLab() {
  const root = await mkdtemp(join(tmpdir(), 'drover-turns-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const turns = join(root, 'turns');
  const write = async (name: string, bytes = 10) => {
    await mkdir(join(turns, name, '..'), { recursive: true });
    await writeFile(join(turns, name), 'x'.repeat(bytes));
  };
  return { root, turns, write, folders: createTurnFolders(turns) };
}

it('tells what each goal takes, and removes all of one', async () => {
  const { turns, write, folders } = await openLab();
  expect(await folders.sizes(never)).toEqual(new Map());
  await write('G-1/1-1/stdout.jsonl', 100_000);
  await write('G-1/1-2/checks.log');
  await write('G-2/1-1/turn.log');
  const sizes = await folders.sizes(never);
  expect([...sizes.keys()].toSorted()).toEqual(['G-1', 'G-2']);
  expect((sizes.get(first) ?? 0) - (sizes.get(goalIdOf(2)) ?? 0)).toBeGreaterThan(90_000);
  expect(await folders.remove(first, never)).toEqual({ bytes: sizes.get(first) });
  expect(await folders.remove(first, never)).toEqual({ bytes: 0 });
  await expect(access(join(turns, 'G-1'))).rejects.toThrow('ENOENT');
  await access(join(turns, 'G-2/1-1/turn.log'));
});

it('passes over what bears no goal’s name, and follows no link', async () => {
  const { root, turns, write, folders } = await openLab();
  await write('notes/mine.txt');
  await write('G-3.old/mine.txt');
  await write('../elsewhere/mine.txt', 100_000);
  await symlink(join(root, 'elsewhere'), join(turns, 'G-1'));
  await write('G-2/1-1/turn.log');
  await symlink(join(root, 'elsewhere'), join(turns, 'G-2/1-1/link'));
  const sizes = await folders.sizes(never);
  expect([...sizes.keys()]).toEqual(['G-2']);
  expect(sizes.get(goalIdOf(2))).toBeLessThan(90_000);
  expect(await folders.remove(first, never)).toEqual({ bytes: 0 });
  await folders.remove(goalIdOf(2), never);
  expect(await readFile(join(root, 'elsewhere/mine.txt'), 'utf8')).toHaveLength(100_000);
});
