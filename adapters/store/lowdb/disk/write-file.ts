import { dirname } from 'node:path';
import type { FileOps } from './file-ops.ts';

/** Writes all bytes, however little one call takes. Whatever goes wrong is the answer's error. */
export function writeAll(
  files: FileOps,
  fd: number,
  bytes: Buffer,
  done: (error: Error | null) => void,
): void {
  files.write(fd, bytes, (error, written) => {
    if (error || written >= bytes.length) done(error);
    else if (written === 0) done(new Error('the file system took no bytes'));
    else writeAll(files, fd, bytes.subarray(written), done);
  });
}

/** Bytes gathered before they are written; between two writes other work gets its turn. */
const pieceBytes = 256 * 1024;

/**
 * Puts a whole file in place, durably and at once: after a crash there is the old one or the new one.
 * @param texts parts of the content in order, made while they are written
 */
export async function writeWholeFile(files: FileOps, path: string, texts: Iterable<string>): Promise<void> {
  const temporary = `${path}.tmp`;
  const fd = await files.open(temporary, 'replace');
  try {
    for (const piece of pieces(texts)) await write(files, fd, piece);
    await sync(files, fd);
  } finally {
    await files.close(fd);
  }
  await files.rename(temporary, path);
  await files.syncFolder(dirname(path));
}

/** Makes what was written to a file durable. */
export const sync = (files: FileOps, fd: number): Promise<void> =>
  settled((done) => files.fdatasync(fd, done));

const write = (files: FileOps, fd: number, text: string): Promise<void> =>
  settled((done) => writeAll(files, fd, Buffer.from(text), done));

const settled = (start: (done: (error: Error | null) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    start((error) => (error ? reject(error) : resolve()));
  });

function* pieces(texts: Iterable<string>): Generator<string> {
  let gathered: string[] = [];
  let length = 0;
  for (const text of texts) {
    gathered.push(text);
    length += text.length;
    if (length < pieceBytes) continue;
    yield gathered.join('');
    gathered = [];
    length = 0;
  }
  yield gathered.join('');
}
