import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { toError } from '../../../src/domain/errors.ts';
import type { GoalId } from '../../../src/domain/ids.ts';
import { ContentSchema } from '../../../src/domain/surface/content.ts';
import type { SaidEntry, ThreadLog } from '../../../src/ports/chat/thread-log.ts';

const EntrySchema = z.object({ key: z.string(), at: z.number(), content: ContentSchema });

/** Entries that are shown of one thread. */
const mostEntries = 500;

/** One file for each goal in `folder`, a JSON line for each entry. */
export function openThreadLog(folder: string): ThreadLog {
  let queue: Promise<unknown> = Promise.resolve();
  /** One at a time: the look for a key and the write belong together. */
  const inTurn = async (task: () => Promise<void>): Promise<void> => {
    const run = queue.then(task);
    queue = run.catch(() => undefined);
    return run;
  };
  const file = (goal: GoalId): string => join(folder, `${goal}.jsonl`);
  return {
    add: (goal, entry) => inTurn(() => add(folder, file(goal), entry)),
    entries: async (goal) => (await entriesIn(file(goal))).slice(-mostEntries),
    remove: (goal) => inTurn(() => rm(file(goal), { force: true })),
  };
}

async function add(folder: string, path: string, entry: SaidEntry): Promise<void> {
  if ((await entriesIn(path)).some(({ key }) => key === entry.key)) return;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = await open(path, 'a', 0o600);
  try {
    // Begins on a line of its own, whatever a crash left of the one before.
    await file.appendFile(`\n${JSON.stringify(entry)}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
}

async function entriesIn(path: string): Promise<SaidEntry[]> {
  const lines = (await textOf(path)).split('\n').filter((line) => line !== '');
  return lines.flatMap((line) => {
    const entry = EntrySchema.safeParse(parsed(line));
    return entry.success ? [entry.data] : [];
  });
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const failure: Error & { code?: string } = toError(error);
    if (failure.code === 'ENOENT') return '';
    throw failure;
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Cut off by a crash; its post was not confirmed then, and is recorded again when it is sent again.
    return undefined;
  }
}
