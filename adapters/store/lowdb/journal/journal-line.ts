import { crc32 } from 'node:zlib';
import type { AcceptedCommit, CommitRecord } from '../../shared/commit-record.ts';
import { joinRow, splitRow } from '../disk/json-row.ts';
import { hex } from '../disk/sealed-file.ts';

/** A line of the journal. */
export interface JournalRecord extends CommitRecord {
  /** Number of the first record that went out in the same write; all before it were durable by then. */
  readonly first: number;
  /** Stands at the beginning of each life of the store. */
  readonly open?: { readonly schema: number; readonly life: number };
}

export interface JournalEntry {
  readonly record: JournalRecord;
  readonly document: string | undefined;
}

/** Characters before the JSON: eight digits of CRC-32 and a blank. */
const prefix = 9;

/** `<crc32> <json>\n` */
export function encodeLine(entry: Omit<AcceptedCommit, 'record'>, first: number): Buffer {
  const json = joinRow(`{"first":${first},${entry.text.slice(1)}`, entry.document);
  // The checksum is put in afterwards, so that the text is turned into bytes only once.
  const line = Buffer.from(`00000000 ${json}\n`);
  line.write(hex(crc32(line.subarray(prefix, -1))), 0, 'latin1');
  return line;
}

/**
 * The record between two offsets (the line feed left out); undefined when the checksum does not fit.
 */
export function decodeLine(bytes: Buffer, start: number, end: number): JournalEntry | undefined {
  const json = start + prefix;
  if (end <= json) return undefined;
  const sum = hex(crc32(bytes.subarray(json, end)));
  if (bytes.toString('latin1', start, json) !== `${sum} `) return undefined;
  const { head, document } = splitRow<JournalRecord>(bytes, json, end);
  return { record: head, document };
}
