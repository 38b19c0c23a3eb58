import { corrupt } from '../disk/store-error.ts';
import { decodeLine, type JournalEntry } from './journal-line.ts';

export interface SegmentText {
  /** File name, for error messages. */
  readonly name: string;
  readonly bytes: Buffer;
  /** Nothing was ever written behind this segment. */
  readonly last: boolean;
}

const newline = 10;

/**
 * Gives each record of a segment to `fold`, in order, and answers where the good part ends. That is the end of the
 * file, except after a crash in the middle of the very last write: nobody was told that this one was durable.
 *
 * @param expected number that the first record must bear
 * @param fold answers what is wrong with a record, if anything
 * @throws DroverError STORE_CORRUPT for any other damage, and when a record is missing
 */
export function readSegment(
  segment: SegmentText,
  expected: number,
  fold: (entry: JournalEntry) => string | undefined,
): { readonly next: number; readonly end: number } {
  const { bytes, name } = segment;
  let next = expected;
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(newline, start);
    const entry = end < 0 ? undefined : decodeLine(bytes, start, end);
    if (!entry) break;
    if (entry.record.n !== next) {
      throw corrupt(name, start, `record ${next} is missing, record ${entry.record.n} stands in its place`);
    }
    const problem = fold(entry);
    if (problem !== undefined) throw corrupt(name, start, problem);
    next += 1;
    start = end + 1;
  }
  if (start < bytes.length) refuseDamage(segment, start, next);
  return { next, end: start };
}

/**
 * A write can be torn anywhere: the disk keeps its pages in any order. So intact records behind the damage prove
 * nothing, unless one of them went out in a later write, which only starts when the damaged one was on the disk.
 */
function refuseDamage(segment: SegmentText, offset: number, damaged: number): void {
  const { bytes, name, last } = segment;
  if (!last) throw corrupt(name, offset, 'the checksum of a record is wrong, and later segments exist');
  for (let start = offset; start < bytes.length;) {
    const end = bytes.indexOf(newline, start);
    if (end < 0) return;
    const entry = intactLine(bytes, start, end);
    if (entry && entry.record.first > damaged) {
      throw corrupt(name, offset, 'the checksum of a record is wrong, and later records exist');
    }
    start = end + 1;
  }
}

/** What stands between the checksum and the rest of each line. */
const lineMiddle = ' {"';
const checksumLength = 8;

/** A whole line that ends there; damage that ate the line feed before it may stand in front. */
function intactLine(bytes: Buffer, start: number, end: number): JournalEntry | undefined {
  let middle = bytes.indexOf(lineMiddle, start);
  while (middle >= 0 && middle < end) {
    const entry = decodeLine(bytes, Math.max(start, middle - checksumLength), end);
    if (entry) return entry;
    middle = bytes.indexOf(lineMiddle, middle + 1);
  }
  return undefined;
}
