import { appendFile, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openThreadLog } from '../../../../../adapters/home/goal-files/thread-log.ts';
import { goalIdOf } from '../../../../../src/domain/ids.ts';

const goal = goalIdOf(1);
const entry = (number: number) => ({
  key: `G-1/notice/${number}`,
  at: number,
  content: { tone: 'info' as const, title: `said ${number}`, blocks: [] },
});

async function openFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'drover-threads-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('what was said is read again, once each, also by a later life', async () => {
  const folder = await openFolder();
  const log = openThreadLog(folder);
  await Promise.all([log.add(goal, entry(1)), log.add(goal, entry(1)), log.add(goal, entry(2))]);
  expect(await openThreadLog(folder).entries(goal)).toEqual([entry(1), entry(2)]);
  expect((await stat(join(folder, 'G-1.jsonl'))).mode & 0o777).toBe(0o600);
});

test('a line that a crash cut off spoils no other', async () => {
  const folder = await openFolder();
  const log = openThreadLog(folder);
  await log.add(goal, entry(1));
  await appendFile(join(folder, 'G-1.jsonl'), '\n{"key":"G-1/notice/2","at":2,"con');
  await log.add(goal, entry(2));
  expect(await log.entries(goal)).toEqual([entry(1), entry(2)]);
});

test('a goal of which nothing was said has no entries, and one that is forgotten neither', async () => {
  const folder = await openFolder();
  const log = openThreadLog(folder);
  expect(await log.entries(goal)).toEqual([]);
  await log.add(goal, entry(1));
  await log.remove(goal);
  await log.remove(goal);
  expect(await log.entries(goal)).toEqual([]);
  expect(await readdir(folder)).toEqual([]);
});
