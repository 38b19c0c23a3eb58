import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeBell, openBell, ring, untilRung } from '../../../adapters/process/follow/folder-bell.ts';
import type { Tail } from '../../../adapters/process/follow/tail.ts';
import { openTail, readOn } from '../../../adapters/process/follow/tail.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drover-follow-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const path = (): string => join(folder, 'file');
const never = (): AbortSignal => new AbortController().signal;

describe('the tail of a growing file', () => {
  let tail: Tail | undefined;
  const read = async (stop = never()): Promise<readonly Buffer[]> => {
    const chunks: Buffer[] = [];
    if (tail) await readOn(tail, (chunk) => void chunks.push(chunk), stop);
    return chunks;
  };
  afterEach(async () => {
    await tail?.file.close();
    tail = undefined;
  });

  it('is read from the beginning, and on from where it was read to', async () => {
    await writeFile(path(), 'one');
    tail = await openTail(path());
    expect(String(await read())).toBe('one');
    expect(await read()).toEqual([]);
    await appendFile(path(), ' two');
    expect(String(await read())).toBe(' two');
  });

  it('is nothing where there is no file', async () => {
    expect(await openTail(path())).toBeUndefined();
  });

  it('comes in chunks that stay as they are when the next one is read', async () => {
    const bytes = Buffer.from(Array.from({ length: 1_000_000 }, (_, index) => index % 251));
    await writeFile(path(), bytes);
    tail = await openTail(path());
    const chunks = await read();
    expect(chunks.length).toBeGreaterThan(1);
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
  });

  it('is not read on when that is not wished any more', async () => {
    await writeFile(path(), Buffer.alloc(5_000_000));
    tail = await openTail(path());
    const stop = new AbortController();
    let calls = 0;
    const onChunk = (): void => {
      calls += 1;
      stop.abort();
    };
    if (tail) await readOn(tail, onChunk, stop.signal);
    expect(calls).toBe(1);
  });
});

describe('the bell of a folder', () => {
  it('rings when a file in it changes, is made or is renamed', async () => {
    const bell = openBell(folder);
    expect(bell.watcher).toBeDefined();
    for (const text of ['one', 'two']) {
      const rung = untilRung(bell);
      await appendFile(join(folder, 'file'), text);
      await rung;
    }
    closeBell(bell);
  });

  it('keeps a ring for who comes later', async () => {
    const bell = openBell(join(folder, 'none'));
    ring(bell);
    await untilRung(bell);
    expect(bell.rung).toBe(false);
    closeBell(bell);
  });

  it('lets nobody wait for ever where nothing can be watched', async () => {
    const bell = openBell(join(folder, 'none'));
    expect(bell.watcher).toBeUndefined();
    await untilRung(bell);
    await untilRung(bell);
    closeBell(bell);
  });
});
