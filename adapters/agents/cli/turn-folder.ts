import { mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ExitNote, ShimNote } from '../../process/shim/shim-notes.ts';
import { turnFileNames } from '../../../src/domain/turn.ts';
import { turnFiles } from '../../process/shim/turn-files.ts';
import { numberAt, parseFields } from './json-fields.ts';

/** What is noted before the process starts. Names of variables only: their values may be secret. */
export interface TurnMeta {
  readonly agent: string;
  readonly tag: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly envNames: readonly string[];
  readonly workspace: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
}

const ExitSchema = z.object({
  exitCode: z.number().exactOptional(),
  signal: z.string().exactOptional(),
  spawnError: z.object({ message: z.string(), code: z.string().exactOptional() }).exactOptional(),
  endedFor: z.enum(['abort', 'silence', 'fatal', 'timeout', 'orphaned', 'output', 'killed']).exactOptional(),
  wallMs: z.number(),
  survivors: z.array(z.number()).exactOptional(),
}) satisfies z.ZodType<ExitNote>;

const ShimSchema = z.object({
  tag: z.string(),
  pid: z.number().int().positive(),
  start: z.number().exactOptional(),
  boot: z.string(),
  agent: z.object({ pid: z.number().int().positive(), start: z.number().exactOptional() }).exactOptional(),
}) satisfies z.ZodType<ShimNote>;

/**
 * Makes the folder, notes how the process is started, and opens its outputs for nobody else to read. A turn has one
 * start only: what lies there is replaced.
 */
export async function beginTurnFolder(folder: string, meta: TurnMeta): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const old = [turnFiles.exit, turnFiles.shim, turnFiles.end, ...Object.values(turnFileNames)];
  await Promise.all(old.map((name) => rm(join(folder, name), { force: true })));
  const texts = [
    [turnFiles.meta, `${JSON.stringify(meta, undefined, 2)}\n`],
    [turnFiles.stdout, ''],
    [turnFiles.stderr, ''],
  ] as const;
  await Promise.all(texts.map(([name, text]) => writeFile(join(folder, name), text, { mode: 0o600 })));
}

/** Who runs the turn; undefined when it was never started, or when the note was torn by a crash of the machine. */
export const readShimNote = async (folder: string): Promise<ShimNote | undefined> =>
  ShimSchema.safeParse(await readNote(folder, turnFiles.shim)).data;

/** How the process ended; undefined while it runs, and when its shim, or the machine, died before that was written. */
export const readExitNote = async (folder: string): Promise<ExitNote | undefined> =>
  ExitSchema.safeParse(await readNote(folder, turnFiles.exit)).data;

const readNote = async (folder: string, name: string) => parseFields(await readOrEmpty(join(folder, name)));

/** Milliseconds from the start to the last sign of life; 0 when nothing is known of the start. */
export async function recordedWallMs(folder: string): Promise<number> {
  const meta = await readNote(folder, turnFiles.meta);
  const output = await stat(join(folder, turnFiles.stdout)).catch(() => undefined);
  const startedAt = meta && numberAt(meta, 'startedAt');
  if (startedAt === undefined || !output) return 0;
  return Math.max(0, Math.round(output.mtimeMs - startedAt));
}

/** The last part of what was written to stderr, at most that many bytes. */
export async function readRecordedErrors(folder: string, bytes: number): Promise<string> {
  try {
    await using file = await open(join(folder, turnFiles.stderr), 'r');
    const { size } = await file.stat();
    const length = Math.min(size, bytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8', 0, bytesRead);
  } catch (error) {
    if (isMissing(error)) return '';
    throw error;
  }
}

async function readOrEmpty(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return '';
    throw error;
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';
