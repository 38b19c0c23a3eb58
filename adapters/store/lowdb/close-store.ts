import { storeError } from './disk/store-error.ts';
import { nextSegment, openSegment, whenDurable } from './journal/journal.ts';
import { writeCheckpoint } from './snapshot/checkpoint.ts';
import { planCheckpoint } from './snapshot/plan-checkpoint.ts';
import type { StoreState } from './state.ts';

/**
 * Waits for what was committed, writes a last snapshot and lets go of the files. After a failure nothing is written
 * any more: the journal as it is will be read again.
 */
export async function closeStore(store: StoreState): Promise<void> {
  const { journal } = store;
  try {
    if (!journal.failure) await lastCheckpoint(store);
  } catch (error) {
    throw storeError(error, store.paths.folder);
  } finally {
    if (journal.open) await store.files.close(journal.open.fd);
    journal.open = undefined;
    store.listeners.clear();
  }
}

async function lastCheckpoint(store: StoreState): Promise<void> {
  const { journal } = store;
  await whenDurable(journal, journal.appended);
  await store.checkpoint;
  if (journal.failure) throw journal.failure;
  store.uncoveredBytes += journal.segmentSize;
  nextSegment(journal);
  const plan = planCheckpoint(store, journal.segment);
  await openSegment(journal, journal.segment);
  await writeCheckpoint(store, plan);
}
