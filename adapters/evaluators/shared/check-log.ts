import { mkdir, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { toError } from '../../../src/domain/errors.ts';

/** A log of one check, appended to a file. A log that cannot be written does not fail the check. */
export interface CheckLog {
  readonly handle: FileHandle | undefined;
  /** Bytes of output that still fit, and whether some did not. */
  room: number;
  isFull: boolean;
  /** Why nothing more is written. */
  problem: string | undefined;
  /** Writes go one after the other. */
  last: Promise<void>;
}

/** Opens the file, with its folder, for one check. */
export async function openLog(file: string, maxBytes: number): Promise<CheckLog> {
  const log = { room: maxBytes, isFull: false, problem: undefined, last: Promise.resolve() };
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    return { ...log, handle: await open(file, 'a', 0o600) };
  } catch (error) {
    return { ...log, handle: undefined, problem: toError(error).message };
  }
}

/** Appends output; resolves when it is written, so that a fast writer waits. Past the limit, one line says so. */
export function appendOutput(log: CheckLog, chunk: Buffer): Promise<void> {
  if (log.isFull) return log.last;
  const fits = chunk.subarray(0, log.room);
  log.room -= fits.length;
  log.isFull = fits.length < chunk.length;
  if (!log.isFull) return append(log, fits);
  return append(log, Buffer.concat([fits, Buffer.from('\n[the rest of the output was left out]\n')]));
}

/** Appends a line of drover's own, whatever room is left. */
export const appendLine = (log: CheckLog, line: string): Promise<void> =>
  append(log, Buffer.from(`${line}\n`));

/** Waits for what is being written and closes the file. */
export async function closeLog(log: CheckLog): Promise<void> {
  await log.last;
  await log.handle?.close();
}

function append(log: CheckLog, bytes: Buffer): Promise<void> {
  log.last = log.last.then(() => writeTo(log, bytes));
  return log.last;
}

async function writeTo(log: CheckLog, bytes: Buffer): Promise<void> {
  if (log.handle === undefined || log.problem !== undefined) return;
  try {
    await log.handle.appendFile(bytes);
  } catch (error) {
    log.problem = toError(error).message;
  }
}
