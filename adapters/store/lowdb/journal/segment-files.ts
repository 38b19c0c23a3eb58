import { join } from 'node:path';
import type { FileOps } from '../disk/file-ops.ts';
import { corrupt } from '../disk/store-error.ts';
import { chunkFile } from '../store-paths.ts';

const digits = 8;

/** `00000042.ndjson` */
export const segmentName = (segment: number): string => `${String(segment).padStart(digits, '0')}.ndjson`;

/** Numbers of the files in a folder that are named by a number, in order; other files are none of the store's. */
export async function numberedFiles(files: FileOps, folder: string): Promise<readonly number[]> {
  const names = await files.list(folder);
  return names
    .map((name) => /^(\d{8,})\.(?:ndjson|json)$/.exec(name)?.[1])
    .filter((number) => number !== undefined)
    .map(Number)
    .toSorted((a, b) => a - b);
}

/** Removes the segments that a snapshot made superfluous. */
export async function removeSegments(files: FileOps, folder: string, below: number): Promise<void> {
  for (const segment of await numberedFiles(files, folder)) {
    if (segment < below) await files.remove(join(folder, segmentName(segment)));
  }
}

/**
 * The segments to be read, none of which may be missing.
 * @param first the first one that the snapshot does not cover; 1 without a snapshot
 * @throws DroverError STORE_CORRUPT naming the file that is not there
 */
export function uncoveredSegments(
  present: readonly number[],
  first: number,
  fresh: boolean,
): readonly number[] {
  const uncovered = present.filter((segment) => segment >= first);
  if (uncovered.length === 0 && fresh) return [];
  const last = Math.max(first, uncovered.at(-1) ?? first);
  for (let segment = first; segment <= last; segment += 1) {
    if (uncovered[segment - first] !== segment) throw corrupt(segmentName(segment), 0, 'the file is missing');
  }
  return uncovered;
}

/** Removes numbered files that no snapshot speaks of: their time is over, or a crash came before their snapshot. */
export async function removeUnlisted(
  files: FileOps,
  folder: string,
  listed: readonly number[],
): Promise<void> {
  const keep = new Set(listed);
  for (const number of await numberedFiles(files, folder)) {
    if (!keep.has(number)) await files.remove(chunkFile(folder, number));
  }
}
