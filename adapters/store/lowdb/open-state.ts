import type { Clock } from '../../../src/ports/clock.ts';
import type { Logger } from '../../../src/ports/logger.ts';
import { applyRecord } from '../shared/apply-record.ts';
import { newLeases } from '../shared/leases.ts';
import { publish } from './commit.ts';
import type { FileOps } from './disk/file-ops.ts';
import { schema, storeError } from './disk/store-error.ts';
import { append, openSegment, whenDurable, type Journal } from './journal/journal.ts';
import type { JournalRecord } from './journal/journal-line.ts';
import { newJournal } from './journal/new-journal.ts';
import { recover, type Recovered } from './recover.ts';
import { roughSize } from './snapshot/checkpoint.ts';
import type { StoreState } from './state.ts';
import { storePaths, type StorePaths } from './store-paths.ts';

export interface OpenOptions {
  /** Absolute path; made when it is missing. Only one process may have it open: that is the owner lock's business. */
  readonly folder: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
  readonly files: FileOps;
  /** Size at which a segment of the journal is closed. */
  readonly segmentBytes: number;
}

/** Reads what is there, opens the journal for writing and writes the first record of this life. */
export async function openState(options: OpenOptions): Promise<StoreState> {
  const { files, folder } = options;
  const paths = storePaths(folder);
  try {
    const recovered = await recover(files, paths);
    const state = newState(options, paths, recovered);
    await openSegment(state.journal, recovered.segment);
    await beginLife(state);
    return state;
  } catch (error) {
    throw storeError(error, folder);
  }
}

function newState(options: OpenOptions, paths: StorePaths, recovered: Recovered): StoreState {
  const { files, clock, logger } = options;
  const { database, snapshot, tables, uncoveredBytes } = recovered;
  const life = recovered.life + 1;
  const state: StoreState = {
    files,
    paths,
    clock,
    logger,
    database,
    journal: journalOf(options, paths, recovered, () => state),
    tables,
    outbox: new Map(tables.waiting),
    leases: newLeases(life),
    listeners: new Set(),
    covered: { ...snapshot.head, life },
    uncoveredBytes,
    snapshotBytes: roughSize(snapshot),
    closing: undefined,
    checkpoint: undefined,
    closed: undefined,
  };
  return state;
}

function journalOf(
  { files, logger, segmentBytes }: OpenOptions,
  paths: StorePaths,
  { segment, segmentSize, tables }: Recovered,
  state: () => StoreState,
): Journal {
  return newJournal(
    {
      files,
      folder: paths.journal,
      segmentBytes,
      onDurable: (landed) => publish(state(), landed),
      onFailure: (error) => logger.error({ err: error }, 'the store takes no more writes'),
    },
    { segment, segmentSize, record: tables.record },
  );
}

/** Its number makes fences grow over restarts; its schema keeps an older drover from reading on. */
async function beginLife({ journal, tables, clock, covered }: StoreState): Promise<void> {
  const record: Omit<JournalRecord, 'first'> = {
    n: tables.record + 1,
    at: clock.now(),
    open: { schema, life: covered.life },
  };
  append(journal, { record, text: JSON.stringify(record), document: undefined });
  applyRecord(tables, record, undefined);
  await whenDurable(journal, record.n);
}
