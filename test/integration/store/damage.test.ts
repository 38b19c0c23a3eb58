import { describe, expect, it } from 'vitest';
import { crc32 } from 'node:zlib';
import { schema } from '../../../adapters/store/lowdb/disk/store-error.ts';
import { goalIdOf } from '../../../src/domain/ids.ts';
import { mustCommit } from '../../contract/store/samples.ts';
import { openOn } from './support/cut-power.ts';
import { afterKill, newDisk, type MemoryDisk } from './support/memory-disk.ts';
import {
  contentOf,
  diskOfKilled,
  flipped,
  goal,
  leadOn,
  lineStart,
  segmentPath,
  wide,
  withFile,
} from './support/on-disk.ts';
import { nthCommit, verify } from './support/workload.ts';

const journal = segmentPath(1);

async function versionOn(disk: MemoryDisk): Promise<number | undefined> {
  const store = await openOn(disk, wide);
  const version = (await store.load(goal))?.version;
  await store.close();
  return version;
}

/** A line of a journal, made anew with other content. */
function rewritten(content: Buffer, line: number, change: (json: string) => string): Buffer {
  const lines = content.toString().trimEnd().split('\n');
  const json = change(lines[line]?.slice(9) ?? '');
  lines[line] = `${crc32(json).toString(16).padStart(8, '0')} ${json}`;
  return Buffer.from(`${lines.join('\n')}\n`);
}

describe('the end of the journal', () => {
  it('is cut where the last write was torn, and written on from there', async () => {
    const disk = await diskOfKilled(5);
    const content = contentOf(disk, journal);
    const last = lineStart(content, 5);
    for (const length of [last, last + 1, last + 8, last + 40, content.length - 1]) {
      const torn = withFile(disk, journal, content.subarray(0, length));
      const store = await openOn(torn, wide);
      await leadOn(store, 2);
      const again = await openOn(afterKill(torn), wide);
      await verify(again, new Map([[goal, 6]]));
      expect((await again.load(goal))?.version).toBe(6);
    }
  });

  it('is cut where the last record is garbage', async () => {
    const disk = await diskOfKilled(5);
    const content = contentOf(disk, journal);
    expect(await versionOn(withFile(disk, journal, flipped(content, content.length - 20)))).toBe(4);
    expect(await versionOn(withFile(disk, journal, Buffer.concat([content, Buffer.alloc(700)])))).toBe(5);
  });

  it('is cut in the middle of a last write whose pages came to the disk in another order', async () => {
    const disk = newDisk();
    const store = await openOn(disk, wide);
    await leadOn(store, 2);
    await Promise.all([2, 3, 4, 5].map((number) => mustCommit(store, nthCommit(goalIdOf(number), 0))));
    const content = contentOf(disk, journal);
    const damaged = flipped(content, lineStart(content, 4) + 30);
    const again = await openOn(withFile(afterKill(disk), journal, damaged), wide);
    expect((await again.list({})).map((row) => row.id)).toEqual(['G-1', 'G-2']);
    expect((await again.load(goal))?.version).toBe(2);
  });
});

describe('a damaged store refuses to start', () => {
  it('names file and offset of a bad record that has later ones behind it', async () => {
    const disk = await diskOfKilled(5);
    const content = contentOf(disk, journal);
    for (const line of [0, 1, 3]) {
      const offset = lineStart(content, line);
      await expect(
        openOn(withFile(disk, journal, flipped(content, offset + 50)), wide),
      ).rejects.toMatchObject({
        code: 'STORE_CORRUPT',
        message: expect.stringMatching(new RegExp(`00000001\\.ndjson.* byte ${offset}:`)),
      });
    }
  });

  it('names the segment when the bad record is the last of one that is not the last', async () => {
    const disk = withFile(await diskOfKilled(5), segmentPath(2), Buffer.alloc(0));
    const torn = contentOf(disk, journal).subarray(0, -30);
    for (const content of [torn, undefined]) {
      await expect(openOn(withFile(disk, journal, content), wide)).rejects.toMatchObject({
        code: 'STORE_CORRUPT',
        message: expect.stringContaining('00000001.ndjson'),
      });
    }
  });

  it('does not read over a record that is missing, whose checksum nobody can miss', async () => {
    const disk = await diskOfKilled(5);
    const lines = contentOf(disk, journal).toString().split('\n');
    const without = Buffer.from(lines.toSpliced(3, 1).join('\n'));
    await expect(openOn(withFile(disk, journal, without), wide)).rejects.toMatchObject({
      code: 'STORE_CORRUPT',
      message: expect.stringContaining('record 4 is missing'),
    });
  });

  it('does not accept a goal that leaps over a version or an event', async () => {
    const disk = await diskOfKilled(5);
    const content = contentOf(disk, journal);
    const leap = (from: string, to: string) =>
      openOn(
        withFile(
          disk,
          journal,
          rewritten(content, 4, (json) => json.replace(from, to)),
        ),
        wide,
      );
    await expect(leap('"version":4,', '"version":5,')).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    await expect(leap('"firstSeq":4,', '"firstSeq":5,')).rejects.toMatchObject({
      message: expect.stringContaining('G-1 leaps'),
    });
  });

  it('names the snapshot when a bit of it is wrong, and the journal when the snapshot is gone', async () => {
    const disk = newDisk();
    const store = await openOn(disk);
    await leadOn(store, 30);
    await store.close();
    const closed = afterKill(disk);
    const path = '/store/state.json';
    const content = contentOf(closed, path);
    for (const offset of [0, 20, content.length >> 1, content.length - 5]) {
      await expect(openOn(withFile(closed, path, flipped(content, offset)))).rejects.toMatchObject({
        code: 'STORE_CORRUPT',
        message: expect.stringContaining('state.json'),
      });
    }
    await expect(openOn(withFile(closed, path, undefined))).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
  });

  it('names the file when an event file is damaged or gone, and shows nothing instead of half', async () => {
    const disk = newDisk();
    const store = await openOn(disk);
    await leadOn(store, 30);
    await store.close();
    const closed = afterKill(disk);
    const path = [...closed.names.keys()].find((name) => name.startsWith('/store/events/')) ?? '';
    for (const content of [flipped(contentOf(closed, path), 300), undefined]) {
      const again = await openOn(withFile(closed, path, content));
      await expect(again.events(goal, 0, 1_000)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    }
  });

  it('leaves the disk as it found it', async () => {
    const disk = await diskOfKilled(5);
    const content = contentOf(disk, journal);
    const damaged = withFile(disk, journal, flipped(content, lineStart(content, 2) + 50));
    const before = [...damaged.names].map(([path, inode]) => [path, inode.content]);
    await expect(openOn(damaged, wide)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    expect([...damaged.names].map(([path, inode]) => [path, inode.content])).toEqual(before);
  });
});

const nextSchema = [`"schema":${schema}`, `"schema":${schema + 1}`] as const;

describe('a store of a newer drover', () => {
  it('is refused by its snapshot', async () => {
    const disk = newDisk();
    const store = await openOn(disk);
    await leadOn(store, 3);
    await store.close();
    const newer = contentOf(disk, '/store/state.json')
      .toString()
      .replace(...nextSchema);
    const changed = withFile(afterKill(disk), '/store/state.json', Buffer.from(newer));
    await expect(openOn(changed)).rejects.toMatchObject({ code: 'STORE_TOO_NEW' });
  });

  it('is refused by its journal when it never came to write a snapshot', async () => {
    const disk = await diskOfKilled(3);
    const newer = rewritten(contentOf(disk, journal), 0, (json) => json.replace(...nextSchema));
    await expect(openOn(withFile(disk, journal, newer), wide)).rejects.toMatchObject({
      code: 'STORE_TOO_NEW',
      message: expect.stringContaining(`schema ${schema + 1}`),
    });
  });
});
