import { chmod, lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Platform } from '../../../src/domain/actor.ts';
import { toError } from '../../../src/domain/errors.ts';
import type { GoalId } from '../../../src/domain/ids.ts';
import type { Attachment } from '../../../src/domain/surface/attachment.ts';
import type { GivenFile } from '../../../src/domain/surface/given-file.ts';
import type { Attachments } from '../../../src/ports/chat/attachments.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { GoalFiles } from '../../../src/ports/turns/goal-files.ts';
import { safeName } from './safe-name.ts';

const megabyte = 1024 * 1024;

/** What is taken: files of one message, bytes of one file, bytes of one goal. */
export const fileLimits = { files: 10, fileBytes: 20 * megabyte, goalBytes: 50 * megabyte } as const;

/** Milliseconds before a fetch is tried again that may work then; after the last it is given up. */
const pauses = [1000, 4000];

interface Options {
  /** Absolute path under drover's home. */
  readonly root: string;
  /** Who brings files of that platform; undefined when it is not configured. */
  readonly from: (platform: Platform) => Attachments | undefined;
  readonly clock: Clock;
  readonly limits?: { readonly files: number; readonly fileBytes: number; readonly goalBytes: number };
}

/** Files in `<root>/<goal>/<part>/<number>-<name>`, for the owner alone. */
export const createGoalFiles = (options: Options): GoalFiles => ({
  folder: (goal) => join(options.root, goal),
  async bring(goal, part, attachments, signal) {
    const files: GivenFile[] = [];
    for (const [index, attachment] of attachments.entries()) {
      signal.throwIfAborted();
      const { name, type } = attachment;
      const brought = await bringOne(options, { goal, part, index }, attachment, signal).catch(
        (error: unknown) => {
          signal.throwIfAborted();
          return { problem: toError(error).message };
        },
      );
      files.push({ name, type, ...brought });
    }
    return files;
  },
});

interface Place {
  readonly goal: GoalId;
  readonly part: string;
  readonly index: number;
}

type Brought = Pick<GivenFile, 'path' | 'bytes' | 'problem'>;

async function bringOne(
  options: Options,
  { goal, part, index }: Place,
  attachment: Attachment,
  signal: AbortSignal,
): Promise<Brought> {
  const limits = options.limits ?? fileLimits;
  if (index >= limits.files) return { problem: `only ${limits.files} files of one message are taken` };
  if (!/^(?:task|M-\d+)$/.test(part)) return { problem: 'it belongs to no message' };
  const folder = join(options.root, goal, part);
  await makeFolders([options.root, join(options.root, goal), folder]);
  const path = join(folder, safeName(attachment.name, index + 1));
  const known = await bytesOf(path);
  if (known !== undefined) return { path, bytes: known };
  const left = limits.goalBytes - (await bytesUnder(join(options.root, goal)));
  if (attachment.bytes > limits.fileBytes)
    return { problem: `it is larger than ${limits.fileBytes / megabyte} MB` };
  if (attachment.bytes > left) return { problem: `a goal takes at most ${limits.goalBytes / megabyte} MB` };
  return fetchTo(options, attachment, { path, longest: Math.min(limits.fileBytes, left) }, signal);
}

interface Target {
  readonly path: string;
  readonly longest: number;
}

/** What came whole gets its name; a half one is no file that anybody finds. */
async function fetchTo(
  { from, clock }: Options,
  attachment: Attachment,
  { path, longest }: Target,
  signal: AbortSignal,
): Promise<Brought> {
  const source = from(attachment.platform);
  if (source === undefined) return { problem: `${attachment.platform} gives no files here` };
  const half = `${path}.part`;
  for (let attempt = 0; ; attempt += 1) {
    await rm(half, { force: true });
    const fetched = await source.fetch(attachment, half, { longest }, signal);
    if (fetched.ok) {
      await chmod(half, 0o600);
      await rename(half, path);
      return { path, bytes: fetched.bytes };
    }
    const pauseMs = pauses[attempt];
    if (!fetched.again || pauseMs === undefined) return { problem: fetched.problem };
    await clock.sleep(pauseMs, signal);
  }
}

/** Agents may write there: what became a link meanwhile is not followed. */
async function makeFolders(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if (!(await lstat(folder)).isDirectory()) throw new Error('its folder is a link');
  }
}

/** undefined: there is no such file. */
async function bytesOf(path: string): Promise<number | undefined> {
  try {
    const found = await lstat(path);
    return found.isFile() ? found.size : undefined;
  } catch (error) {
    const failure: Error & { code?: string } = toError(error);
    if (failure.code === 'ENOENT') return undefined;
    throw failure;
  }
}

async function bytesUnder(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) => bytesOf(join(entry.parentPath, entry.name)));
  return (await Promise.all(sizes)).reduce<number>((sum, size) => sum + (size ?? 0), 0);
}
