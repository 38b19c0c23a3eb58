import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const folderIn = (home: string): string => join(home, '.scripted-agent');

/** How many turns were begun under a name; undefined when it is not known. */
export async function turnsBegun(home: string, name: string): Promise<number | undefined> {
  try {
    return Number(await readFile(fileOf(home, name), 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Notes it before the turn is played: a turn that crashes was begun all the same. */
export async function noteTurnsBegun(home: string, name: string, count: number): Promise<void> {
  await mkdir(folderIn(home), { recursive: true });
  const staging = `${fileOf(home, name)}.${process.pid}`;
  await writeFile(staging, String(count));
  await rename(staging, fileOf(home, name));
}

const fileOf = (home: string, name: string): string => join(folderIn(home), encodeURIComponent(name));
