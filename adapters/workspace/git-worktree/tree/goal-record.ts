import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { toError } from '../../../../src/domain/errors.ts';
import { fileError } from '../git/git-error.ts';
import { exists, namesIn } from './admin-folder.ts';

/** What must be the same again when a goal's workspace is prepared a second time. */
const GoalRecordSchema = z.object({
  base: z.string().min(1),
  baseSha: z.string().regex(/^[0-9a-f]{40,64}$/),
});
export type GoalRecord = z.infer<typeof GoalRecordSchema>;

/** Where the record of a goal stands. */
export const recordFile = (mirror: string, goal: string): string =>
  path.join(mirror, 'drover', `${goal}.json`);

/** The record of a goal; undefined when there is none or it cannot be read as one. */
export async function readRecord(mirror: string, goal: string): Promise<GoalRecord | undefined> {
  const file = recordFile(mirror, goal);
  try {
    return GoalRecordSchema.safeParse(JSON.parse(await readFile(file, 'utf8'))).data;
  } catch (error) {
    const failure: Error & { code?: string } = toError(error);
    if (failure.code === 'ENOENT' || failure instanceof SyntaxError) return undefined;
    throw fileError(error, file);
  }
}

/** The mirror that has a record of the goal; handles are given once in a home. */
export async function findRecord(home: string, goal: string): Promise<string | undefined> {
  const repos = path.join(home, 'repos');
  for (const name of await namesIn(repos)) {
    const mirror = path.join(repos, name);
    if (await exists(recordFile(mirror, goal))) return mirror;
  }
  return undefined;
}

/** Written whole or not at all. */
export async function writeRecord(mirror: string, goal: string, record: GoalRecord): Promise<void> {
  const file = recordFile(mirror, goal);
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(`${file}.new`, JSON.stringify(record), { mode: 0o600 });
    await rename(`${file}.new`, file);
  } catch (error) {
    throw fileError(error, file);
  }
}
