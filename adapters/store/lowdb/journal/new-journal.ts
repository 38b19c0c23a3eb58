import type { Journal } from './journal.ts';

/** A journal that goes on after a record that is durable already. Nothing is opened yet. */
export function newJournal(
  fixed: Pick<Journal, 'files' | 'folder' | 'segmentBytes' | 'onDurable' | 'onFailure'>,
  from: { readonly segment: number; readonly segmentSize: number; readonly record: number },
): Journal {
  return {
    ...fixed,
    batches: [],
    underWay: undefined,
    segment: from.segment,
    segmentSize: from.segmentSize,
    open: undefined,
    appended: from.record,
    durable: from.record,
    pumping: false,
    failure: undefined,
  };
}
