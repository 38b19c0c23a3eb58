import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ContextSizeSchema, UsageSchema } from '../../../src/domain/turn.ts';

const SessionSchema = z.object({
  /** Turns begun. */
  turns: z.number().int(),
  /** Used in all of them. */
  totals: UsageSchema,
  context: ContextSizeSchema.optional(),
});
/** What the player remembers of a session. */
export type Session = z.infer<typeof SessionSchema>;

/** A session that nothing was done in. */
export const newSession = (): Session => ({ turns: 0, totals: UsageSchema.parse({}) });

const folderIn = (home: string): string => join(home, '.scripted-agent');
const fileOf = (home: string, name: string): string => join(folderIn(home), encodeURIComponent(name));

/** What is remembered under a name; undefined when it is not known. */
export async function readSession(home: string, name: string): Promise<Session | undefined> {
  try {
    return SessionSchema.parse(JSON.parse(await readFile(fileOf(home, name), 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Remembers it, whole or not at all. */
export async function writeSession(home: string, name: string, session: Session): Promise<void> {
  await mkdir(folderIn(home), { recursive: true });
  const staging = `${fileOf(home, name)}.${process.pid}`;
  await writeFile(staging, JSON.stringify(session));
  await rename(staging, fileOf(home, name));
}
