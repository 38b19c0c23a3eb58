import { join } from 'node:path';
import type { DroverError } from '../../../../src/domain/errors.ts';
import type { AcceptedCommit } from '../../shared/commit-record.ts';
import type { OutboxChange } from '../../shared/outbox-table.ts';
import type { FileOps } from '../disk/file-ops.ts';
import { storeError } from '../disk/store-error.ts';
import { writeAll } from '../disk/write-file.ts';
import { encodeLine } from './journal-line.ts';
import { segmentName } from './segment-files.ts';

/** The append-only log. One write and one sync at a time; what is appended meanwhile goes out together in the next. */
export interface Journal {
  readonly files: FileOps;
  readonly folder: string;
  /** A segment is closed before it would grow beyond this; a single larger record has a segment of its own. */
  readonly segmentBytes: number;
  /** Called for each write after it became durable, before anybody who waits for it hears. */
  readonly onDurable: (landed: readonly Landed[]) => void;
  readonly onFailure: (error: DroverError) => void;
  /** Appended and not taken by the pump yet, oldest first. */
  readonly batches: Batch[];
  /** On its way to the disk. */
  underWay: Batch | undefined;
  /** The segment that the next record goes to, and its size with everything appended. */
  segment: number;
  segmentSize: number;
  open: { readonly segment: number; readonly fd: number } | undefined;
  /** Number of the newest record, and of the newest durable one. */
  appended: number;
  durable: number;
  pumping: boolean;
  failure: DroverError | undefined;
}

/** An appended commit and what it did to the outbox. */
export interface Landed {
  readonly commit: AcceptedCommit;
  changes: readonly OutboxChange[];
  /** Resolves when it is on the disk, rejects when it did not get there. */
  readonly durable: Promise<void>;
}

interface Batch {
  readonly segment: number;
  readonly first: number;
  readonly lines: Buffer[];
  readonly landed: Landed[];
  readonly durable: PromiseWithResolvers<void>;
}

/** Whether the next record begins a new segment. */
export const isFull = (journal: Journal): boolean => journal.segmentSize >= journal.segmentBytes;

/** Closes the current segment: the next record goes to the next one. */
export function nextSegment(journal: Journal): void {
  journal.segment += 1;
  journal.segmentSize = 0;
}

/**
 * Puts a record at the end of the log. Records are numbered and written in the order of these calls.
 * The answer is filled in by the caller, with what folding the record changed.
 */
export function append(journal: Journal, commit: AcceptedCommit): Landed {
  const batch = openBatch(journal, commit.record.n);
  const line = encodeLine(commit, batch.first);
  const landed: Landed = { commit, changes: [], durable: batch.durable.promise };
  batch.lines.push(line);
  batch.landed.push(landed);
  journal.segmentSize += line.length;
  journal.appended = commit.record.n;
  startPump(journal);
  return landed;
}

function openBatch(journal: Journal, first: number): Batch {
  const newest = journal.batches.at(-1);
  if (newest?.segment === journal.segment) return newest;
  const durable = Promise.withResolvers<void>();
  // Whoever waits sees the rejection; nobody may be waiting, and that is no unhandled error.
  durable.promise.catch(() => undefined);
  const batch: Batch = { segment: journal.segment, first, lines: [], landed: [], durable };
  journal.batches.push(batch);
  return batch;
}

/**
 * Resolves when a record is on the disk.
 * @throws DroverError DISK_FULL or STORE_FAILED when it did not get there
 */
export async function whenDurable(journal: Journal, record: number): Promise<void> {
  if (record <= journal.durable) return;
  if (journal.failure) throw journal.failure;
  const waiting = journal.underWay ? [journal.underWay, ...journal.batches] : journal.batches;
  await waiting.findLast((batch) => batch.first <= record)?.durable.promise;
}

/** Stops everything for good: what is under way and what waits is answered with the error. */
export function failJournal(journal: Journal, thrown: unknown): void {
  if (journal.failure) return;
  journal.failure = storeError(thrown, journal.folder);
  for (const batch of [journal.underWay, ...journal.batches.splice(0)]) {
    batch?.durable.reject(journal.failure);
  }
  journal.onFailure(journal.failure);
}

/** The pump starts after the callers of this moment have all appended, and never while it runs. */
function startPump(journal: Journal): void {
  if (journal.pumping) return;
  journal.pumping = true;
  setImmediate(pump, journal);
}

/** Takes everything that waits; looks and falls asleep in one step, so that no append can slip in between. */
function pump(journal: Journal): void {
  const batch = journal.failure ? undefined : journal.batches.shift();
  journal.underWay = batch;
  if (!batch) {
    journal.pumping = false;
    return;
  }
  if (journal.open?.segment === batch.segment) writeBatch(journal, batch, journal.open.fd);
  else switchSegment(journal, batch).catch((error: unknown) => stop(journal, error));
}

function writeBatch(journal: Journal, batch: Batch, fd: number): void {
  writeAll(journal.files, fd, Buffer.concat(batch.lines), (failed) => {
    if (failed) return stop(journal, failed);
    journal.files.fdatasync(fd, (unsynced) => {
      if (unsynced) return stop(journal, unsynced);
      land(journal, batch);
      setImmediate(pump, journal);
    });
  });
}

function land(journal: Journal, batch: Batch): void {
  if (journal.failure) return;
  journal.durable = batch.first + batch.landed.length - 1;
  journal.onDurable(batch.landed);
  batch.durable.resolve();
}

/** After a failed write or sync nobody knows what the disk holds: the file is not touched again. */
function stop(journal: Journal, error: unknown): void {
  journal.pumping = false;
  failJournal(journal, error);
  journal.underWay = undefined;
}

async function switchSegment(journal: Journal, batch: Batch): Promise<void> {
  writeBatch(journal, batch, await openSegment(journal, batch.segment));
}

/** Opens a segment for appending, durably made when it is missing, and closes the one before. */
export async function openSegment(journal: Journal, segment: number): Promise<number> {
  const before = journal.open;
  const fd = await journal.files.open(join(journal.folder, segmentName(segment)), 'append');
  journal.open = { segment, fd };
  if (before) await journal.files.close(before.fd);
  await journal.files.syncFolder(journal.folder);
  return fd;
}
