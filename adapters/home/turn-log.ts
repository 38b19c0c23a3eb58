import { appendFile, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { toError } from '../../src/domain/errors.ts';
import type { Logger } from '../../src/ports/logger.ts';
import type { RawLog, TurnLog } from '../../src/ports/turns/turn-log.ts';

/** No more of the log is read for a tail, in bytes. */
const tailBytes = 256 * 1024;

/** Keeps `turn.log` files; lines of one turn are written in the order they came. */
export function createTurnLog(logger: Logger): TurnLog {
  let writing: Promise<unknown> = Promise.resolve();
  const soon = (folder: string, write: () => Promise<unknown>) => {
    writing = writing
      .then(write)
      .catch((error: unknown) => logger.warn({ err: error, folder }, 'a turn’s log was not written'));
  };
  return {
    begin: (folder) => soon(folder, () => rm(join(folder, 'turn.log'), { force: true })),
    append: (folder, line) =>
      soon(folder, () => appendFile(join(folder, 'turn.log'), `${line}\n`, { mode: 0o600 })),
    async tail(folder, lines) {
      await writing;
      return lastLines(await readEnd(join(folder, 'turn.log')), lines);
    },
    rawTail: async (folder, lines, of = 'agent') =>
      lastLines(await readEnd(join(folder, rawLogs[of])), lines),
  };
}

const rawLogs: Readonly<Record<RawLog, string>> = { agent: 'stdout.jsonl', checks: 'checks.log' };

const lastLines = (text: string, lines: number): string =>
  text.trimEnd().split('\n').slice(-lines).join('\n');

async function readEnd(path: string): Promise<string> {
  const file = await open(path).catch((error: unknown) => {
    if ((toError(error) as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (file === undefined) return '';
  try {
    const { size } = await file.stat();
    const length = Math.min(size, tailBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.subarray(0, bytesRead).toString('utf8');
  } finally {
    await file.close();
  }
}
