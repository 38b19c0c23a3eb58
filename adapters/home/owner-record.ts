import { join } from 'node:path';
import { z } from 'zod';
import { DroverError } from '../../src/domain/errors.ts';
import { answersWith } from './control-socket.ts';
import { readIfThere } from './create-once.ts';
import { isAlive } from './process-identity.ts';

/** Who owns a home. */
const OwnerRecordSchema = z.object({
  /** Of this one ownership; by chance. */
  id: z.string().regex(/^[0-9a-f]{16}$/),
  pid: z.number().int().positive(),
  startTime: z.string(),
  bootId: z.string(),
  /** When the owner started, for people: ISO 8601. */
  since: z.string(),
  /** Path of the control socket. */
  socket: z.string(),
  /** Where its HTTP server listens, once it does. */
  url: z.string().optional(),
});
export type OwnerRecord = z.infer<typeof OwnerRecordSchema>;

export const ownerFile = (locks: string): string => join(locks, 'owner.json');

/** The claim of the one that follows a dead owner. */
export const successorFile = (locks: string, dead: OwnerRecord): string =>
  join(locks, `after-${dead.id}.json`);

/** Whether that is the name of a claim, and not of a file that a starter is just about to link as one. */
export const isClaim = (name: string): boolean => /^after-[0-9a-f]{16}\.json$/.test(name);

export const recordText = (record: OwnerRecord): string => `${JSON.stringify(record, null, 2)}\n`;

/**
 * Reads a record; undefined when there is no file.
 * @throws DroverError ANOTHER_DROVER_RUNS when it cannot be understood: whoever wrote it may be alive
 */
export async function readOwnerRecord(path: string): Promise<OwnerRecord | undefined> {
  const text = await readIfThere(path);
  if (text === undefined) return undefined;
  const parsed = OwnerRecordSchema.safeParse(parseOrNothing(text));
  if (parsed.success) return parsed.data;
  throw new DroverError(
    'ANOTHER_DROVER_RUNS',
    `${path} cannot be read, so that nobody knows whether its drover still runs`,
    `Remove ${path} when no drover runs on this home.`,
    { cause: parsed.error },
  );
}

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is no record either; the caller says so.
    return undefined;
  }
}

/** Whether the owner lives: its process is seen, or it answers on its socket. */
export const isOwnerAlive = async (record: OwnerRecord): Promise<boolean> =>
  (await isAlive(record)) || answersWith(record.socket, record.id);

/** The living owner of a home; undefined when none runs. How clients find drover. */
export async function findOwner(home: string): Promise<OwnerRecord | undefined> {
  const record = await readOwnerRecord(ownerFile(join(home, 'locks')));
  return record && (await isOwnerAlive(record)) ? record : undefined;
}
