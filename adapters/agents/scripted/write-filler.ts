import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { setImmediate as breathe } from 'node:timers/promises';

const blocks = {
  lines: Buffer.from('this line is no event\n'.repeat(1_000)),
  'one-line': Buffer.alloc(20_000, 'x'),
  nulls: Buffer.alloc(20_000),
  'invalid-utf8': Buffer.alloc(20_000, Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0x0a])),
} as const;

/** Writes that many bytes at the reader's pace, then a line end, so that the next event begins a line. */
export async function writeFiller(stream: Writable, bytes: number, as: keyof typeof blocks): Promise<void> {
  const block = blocks[as];
  for (let left = bytes; left > 0; left -= block.length) {
    if (!stream.write(block.subarray(0, left))) await once(stream, 'drain');
    // A file takes everything at once: signals would never be heard.
    await breathe();
  }
  stream.write('\n');
}

/** Resolves when everything written has left this process: a full pipe takes it only as fast as it is read. */
export const flushed = (stream: Writable): Promise<void> =>
  new Promise((resolve) => {
    stream.write('', () => resolve());
  });
