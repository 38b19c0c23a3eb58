import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Logger } from '../../../src/ports/logger.ts';
import { numberAt, parseFields } from './json-fields.ts';

const files = {
  stdout: 'stdout.jsonl',
  stderr: 'stderr.log',
  meta: 'meta.json',
  exit: 'exit.json',
} as const;

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
  exitCode: z.number().optional(),
  signal: z.string().optional(),
  spawnError: z.object({ message: z.string(), code: z.string().optional() }).optional(),
  endedFor: z.enum(['timeout', 'silence', 'fatal']).optional(),
  aborted: z.boolean(),
  wallMs: z.number(),
});
/** What is noted after it ended; a turn without it was cut off together with drover. */
export type TurnExit = z.infer<typeof ExitSchema>;

/** The two outputs of a process, written as they come. */
export interface Recording {
  readonly onStdout: (chunk: Buffer) => Promise<void>;
  readonly onStderr: (chunk: Buffer) => Promise<void>;
  close(): Promise<void>;
}

/** Makes the folder and notes how the process is started. A turn has one start only: what lies there is replaced. */
export async function beginTurnFolder(folder: string, meta: TurnMeta): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await rm(join(folder, files.exit), { force: true });
  await writeFile(join(folder, files.meta), `${JSON.stringify(meta, undefined, 2)}\n`, { mode: 0o600 });
}

/** Opens both output files. A disk that is full ends the recording, not the turn. */
export async function openRecording(folder: string, logger: Logger): Promise<Recording> {
  const stdout = await open(join(folder, files.stdout), 'w', 0o600);
  const stderr = await open(join(folder, files.stderr), 'w', 0o600);
  return {
    onStdout: appender(stdout, logger),
    onStderr: appender(stderr, logger),
    close: async () => {
      await Promise.all([stdout.close(), stderr.close()]);
    },
  };
}

function appender(file: FileHandle, logger: Logger): (chunk: Buffer) => Promise<void> {
  let failed = false;
  return async (chunk) => {
    if (failed) return;
    try {
      await file.appendFile(chunk);
    } catch (error) {
      failed = true;
      logger.warn({ err: error }, 'the output of the agent can no longer be recorded');
    }
  };
}

/** Notes how the process ended, whole or not at all. */
export async function writeTurnExit(folder: string, exit: TurnExit): Promise<void> {
  const staging = join(folder, `${files.exit}.part`);
  // What the schema does not name, such as the text of stderr, has a file of its own.
  const text = `${JSON.stringify(ExitSchema.parse(exit), undefined, 2)}\n`;
  await writeFile(staging, text, { mode: 0o600 });
  await rename(staging, join(folder, files.exit));
}

/** How the process ended; undefined when drover, or the machine, died before that was written. */
export async function readTurnExit(folder: string): Promise<TurnExit | undefined> {
  const fields = parseFields(await readOrEmpty(join(folder, files.exit)));
  return fields && ExitSchema.safeParse(fields).data;
}

/** Milliseconds from the start to the last sign of life; 0 when nothing is known of the start. */
export async function recordedWallMs(folder: string): Promise<number> {
  const meta = parseFields(await readOrEmpty(join(folder, files.meta)));
  const output = await stat(join(folder, files.stdout)).catch(() => undefined);
  const startedAt = meta && numberAt(meta, 'startedAt');
  if (startedAt === undefined || !output) return 0;
  return Math.max(0, Math.round(output.mtimeMs - startedAt));
}

/** The recorded output in chunks; nothing when there is no recording. */
export async function* readRecordedOutput(folder: string): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(join(folder, files.stdout))) yield Buffer.from(chunk);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** What was written to stderr, the last part of it. */
export const readRecordedErrors = async (folder: string, characters: number): Promise<string> =>
  (await readOrEmpty(join(folder, files.stderr))).slice(-characters);

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
