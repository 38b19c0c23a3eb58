import { join } from 'node:path';
import type { GoalId } from '../../../src/domain/ids.ts';

/** Where a store keeps what. */
export interface StorePaths {
  readonly folder: string;
  readonly journal: string;
  readonly events: string;
  readonly marks: string;
  readonly archive: string;
  readonly snapshot: string;
}

export const storePaths = (folder: string): StorePaths => ({
  folder,
  journal: join(folder, 'journal'),
  events: join(folder, 'events'),
  marks: join(folder, 'marks'),
  archive: join(folder, 'archive'),
  snapshot: join(folder, 'state.json'),
});

/** A file of older events or marks. */
export const chunkFile = (folder: string, chunk: number): string =>
  join(folder, `${String(chunk).padStart(8, '0')}.json`);

export const archiveFile = (paths: StorePaths, goal: GoalId): string => join(paths.archive, `${goal}.json`);
