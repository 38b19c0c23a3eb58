import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGoalFiles } from '../../../../../adapters/home/goal-files/create-goal-files.ts';
import { safeName } from '../../../../../adapters/home/goal-files/safe-name.ts';
import { goalIdOf } from '../../../../../src/domain/ids.ts';
import type { Attachment } from '../../../../../src/domain/surface/attachment.ts';
import type { Attachments } from '../../../../../src/ports/chat/attachments.ts';

const goal = goalIdOf(1);
const never = new AbortController().signal;
const attachment = (name: string, more: Partial<Attachment> = {}): Attachment => ({
  platform: 'slack',
  id: name,
  name,
  type: 'image/png',
  bytes: 5,
  ...more,
});

let root = '';
let asked: string[] = [];
let slept: number[] = [];
/** What the platform does next; after that it gives five bytes. */
let trouble: (() => { ok: false; problem: string; again: boolean })[] = [];

beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), 'drover-files-')), 'files');
  [asked, slept, trouble] = [[], [], []];
});
afterEach(() => rm(join(root, '..'), { recursive: true, force: true }));

const slack: Attachments = {
  async fetch({ id, bytes }, path) {
    asked.push(id);
    const failing = trouble.shift();
    await writeFile(path, 'x'.repeat(failing === undefined ? bytes : 2), { flag: 'wx' });
    return failing?.() ?? { ok: true, bytes };
  },
};

const files = (limits = { files: 3, fileBytes: 10, goalBytes: 20 }) =>
  createGoalFiles({
    root,
    from: (platform) => (platform === 'slack' ? slack : undefined),
    clock: { now: () => 0, sleep: async (ms) => void slept.push(ms) },
    limits,
  });

test('a file lies under its goal and message, for the owner alone', async () => {
  const [file] = await files().bring(goal, 'M-1', [attachment('a screenshot.png')], never);
  expect(file).toEqual({
    name: 'a screenshot.png',
    type: 'image/png',
    path: join(root, 'G-1/M-1/1-a_screenshot.png'),
    bytes: 5,
  });
  expect((await lstat(file?.path ?? '')).mode & 0o777).toBe(0o600);
  expect((await lstat(join(root, 'G-1'))).mode & 0o777).toBe(0o700);
});

test.each([
  ['../../etc/passwd', '1-etc_passwd'],
  ['..', '1-file'],
  ['', '1-file'],
  ['.bashrc', '1-bashrc'],
  ['-rf', '1-rf'],
  ['a\0b\nc', '1-a_b_c'],
  ['C:\\Windows\\x.exe', '1-C_Windows_x.exe'],
  ['Ärger.PNG', '1-Arger.PNG'],
  ['\u202Egnp.exe', '1-gnp.exe'],
  ['日本.txt', '1-txt'],
  ['$(reboot);`x`.md', '1-reboot_x_.md'],
])('the name %j becomes %s', (name, safe) => {
  expect(safeName(name, 1)).toBe(safe);
});

test('a long name keeps its ending', () => {
  const safe = safeName(`${'n'.repeat(300)}.jpeg`, 7);
  expect(safe).toMatch(/^7-n+\.jpeg$/);
  expect(safe.length).toBe(82);
});

test('two files of one name lie beside each other', async () => {
  const brought = await files().bring(goal, 'task', [attachment('a.png'), attachment('a.png')], never);
  expect(brought.map(({ path }) => path?.split('/').at(-1))).toEqual(['1-a.png', '2-a.png']);
});

test('what is there is not brought again, and what a crash left half is', async () => {
  await files().bring(goal, 'M-1', [attachment('a.png')], never);
  await writeFile(join(root, 'G-1/M-1/2-b.png.part'), 'half');
  const again = await files().bring(goal, 'M-1', [attachment('a.png'), attachment('b.png')], never);
  expect(asked).toEqual(['a.png', 'b.png']);
  expect(again.map(({ bytes }) => bytes)).toEqual([5, 5]);
  expect(await readdir(join(root, 'G-1/M-1'))).toEqual(['1-a.png', '2-b.png']);
});

test('too many, too large and too much are refused by name, and the others come', async () => {
  const many = ['1', '2', '3', '4'].map((name) => attachment(name));
  expect((await files().bring(goal, 'M-1', many, never)).map(({ problem }) => problem)).toEqual([
    undefined,
    undefined,
    undefined,
    'only 3 files of one message are taken',
  ]);
  const large = [attachment('l', { bytes: 11 }), attachment('m', { bytes: 6 }), attachment('s')];
  expect(
    (await files().bring(goal, 'M-2', large, never)).map(({ problem }) => problem !== undefined),
  ).toEqual([true, true, false]);
});

test('a platform in trouble is asked again, and one that refuses is not', async () => {
  trouble = [() => ({ ok: false, problem: 'busy', again: true })];
  expect(await files().bring(goal, 'M-1', [attachment('a')], never)).toMatchObject([{ bytes: 5 }]);
  expect(slept).toEqual([1000]);
  trouble = [() => ({ ok: false, problem: 'it was deleted', again: false })];
  expect(await files().bring(goal, 'M-1', [attachment('x'), attachment('b')], never)).toMatchObject([
    { problem: 'it was deleted' },
    { bytes: 5 },
  ]);
  trouble = Array.from({ length: 9 }, () => () => ({ ok: false, problem: 'down', again: true }));
  expect(await files().bring(goal, 'M-3', [attachment('c')], never)).toMatchObject([{ problem: 'down' }]);
  expect(asked.filter((id) => id === 'c')).toHaveLength(3);
});

test('a platform that is not there, and a part that is no message, bring nothing', async () => {
  expect(await files().bring(goal, 'M-1', [attachment('a', { platform: 'discord' })], never)).toMatchObject([
    { problem: 'discord gives no files here' },
  ]);
  expect(await files().bring(goal, '../M-1', [attachment('a')], never)).toMatchObject([
    { problem: 'it belongs to no message' },
  ]);
  expect(asked).toEqual([]);
});

test('a folder that an agent turned into a link is not written to', async () => {
  const elsewhere = join(root, '..', 'elsewhere');
  await mkdir(elsewhere);
  await mkdir(join(root, 'G-1'), { recursive: true });
  await symlink(elsewhere, join(root, 'G-1/M-1'));
  expect(await files().bring(goal, 'M-1', [attachment('a')], never)).toMatchObject([
    { problem: 'its folder is a link' },
  ]);
  expect(await readdir(elsewhere)).toEqual([]);
  expect(await readFile(join(root, 'G-1/M-1/1-a'), 'utf8').catch(() => 'none')).toBe('none');
});
