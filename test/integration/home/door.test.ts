import { chmod, lstat, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { readOrMakeDoorKey } from '../../../adapters/home/door/door-key.ts';
import { doorPath } from '../../../adapters/home/door/door-path.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'drover-door-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const modeOf = async (path: string): Promise<number> => (await lstat(path)).mode & 0o777;
/** An id that no other test has, so that nobody shares its folder. */
const newId = (): string => Math.random().toString(36).slice(2, 10);
const deep = () => join(home, 'x'.repeat(90));

test('the key is made once, for nobody else to read, and outlives drover', async () => {
  const key = await readOrMakeDoorKey(home);
  expect(key).toMatch(/^[\w-]{43}$/);
  await chmod(join(home, 'door-key'), 0o644);
  expect(await readOrMakeDoorKey(home)).toBe(key);
  expect(await modeOf(join(home, 'door-key'))).toBe(0o600);
  await writeFile(join(home, 'door-key'), 'short');
  await expect(readOrMakeDoorKey(home)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
});

test('the socket lies in the home, where its path is short enough', async () => {
  expect(await doorPath('/srv/drover', 'abc')).toBe('/srv/drover/door.sock');
});

test('a home that lies too deep has it in a folder of its own, the same in every life', async () => {
  const id = newId();
  const path = await doorPath(deep(), id);
  onTestFinished(() => rm(dirname(path), { recursive: true, force: true }));
  expect(Buffer.byteLength(path)).toBeLessThanOrEqual(100);
  expect(await modeOf(dirname(path))).toBe(0o700);
  expect(await doorPath(deep(), id)).toBe(path);
});

test('a folder there that others could use, or a link, is refused', async () => {
  const id = newId();
  const folder = join(tmpdir(), `drover-door-${id}`);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(folder);
  await chmod(folder, 0o777);
  await expect(doorPath(deep(), id)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  await rm(folder, { recursive: true });
  await symlink(home, folder);
  await expect(doorPath(deep(), id)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  expect(await readFile(join(home, 'door.sock'), 'utf8').catch(() => 'nothing')).toBe('nothing');
});
