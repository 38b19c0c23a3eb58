import type { Store } from '../../../../src/ports/store/store.ts';
import { goalIdOf } from '../../../../src/domain/ids.ts';
import { mustCommit } from '../../../contract/store/samples.ts';
import { afterKill, newDisk, type MemoryDisk } from './memory-disk.ts';
import { openOn } from './cut-power.ts';
import { nthCommit } from './workload.ts';

export const goal = goalIdOf(1);
export const wide = 1_000_000;

/** Leads the one goal on by some commits, one after the other. */
export async function leadOn(store: Store, commits: number): Promise<void> {
  let version = (await store.load(goal))?.version ?? 0;
  for (let step = 0; step < commits; step += 1) version = await mustCommit(store, nthCommit(goal, version));
}

/** The disk of a store that was killed after some commits; all of them in one segment unless told otherwise. */
export async function diskOfKilled(commits: number, segmentBytes = wide): Promise<MemoryDisk> {
  const disk = newDisk();
  await leadOn(await openOn(disk, segmentBytes), commits);
  return afterKill(disk);
}

export const segmentPath = (segment: number): string =>
  `/store/journal/${String(segment).padStart(8, '0')}.ndjson`;

export function contentOf(disk: MemoryDisk, path: string): Buffer {
  const inode = disk.names.get(path);
  if (!inode) throw new Error(`no ${path} among ${[...disk.names.keys()].join(', ')}`);
  return inode.content;
}

/** A disk like another, with one file changed. */
export function withFile(disk: MemoryDisk, path: string, content: Buffer | undefined): MemoryDisk {
  const files = new Map([...disk.names].map(([name, inode]) => [name, inode.content]));
  if (content) files.set(path, content);
  else files.delete(path);
  return newDisk(files);
}

/** The same bytes with one bit turned over. */
export function flipped(content: Buffer, offset: number): Buffer {
  const copy = Buffer.from(content);
  copy[offset] = (copy[offset] ?? 0) ^ 1;
  return copy;
}

/** Offset of the n-th line. */
export function lineStart(content: Buffer, line: number): number {
  let start = 0;
  for (let passed = 0; passed < line; passed += 1) start = content.indexOf(10, start) + 1;
  return start;
}
