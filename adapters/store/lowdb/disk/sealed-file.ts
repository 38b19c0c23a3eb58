import { basename } from 'node:path';
import { crc32 } from 'node:zlib';
import type { FileOps } from './file-ops.ts';
import { joinRow, splitRow, type JsonRow } from './json-row.ts';
import { corrupt, refuseNewer, schema } from './store-error.ts';
import { writeWholeFile } from './write-file.ts';

/** A row to write: JSON of its head, and of the document it carries. */
export type RowText = readonly [head: string, document?: string | undefined];

/** What was in a file. */
export interface SealedFile<Head, Row> {
  readonly head: Head;
  readonly rows: readonly JsonRow<Row>[];
}

const newline = 10;
const rowsStart = ',"rows":[\n';
const sealStart = '\n],"crc32":"';
const sealLength = sealStart.length + '00000000"}\n'.length;

/**
 * Writes a file of rows, one a line, that is JSON as a whole and ends with a checksum of everything before.
 * The rows are made while they are written.
 */
export async function writeSealed(
  files: FileOps,
  path: string,
  head: object,
  rows: Iterable<RowText>,
): Promise<void> {
  await writeWholeFile(files, path, sealedTexts(head, rows));
}

function* sealedTexts(head: object, rows: Iterable<RowText>): Generator<string> {
  const start = `{"schema":${schema},"head":${JSON.stringify(head)}${rowsStart}`;
  let sum = crc32(start);
  yield start;
  let between = '';
  for (const [row, document] of rows) {
    const text = between + joinRow(row, document);
    sum = crc32(text, sum);
    yield text;
    between = ',\n';
  }
  yield `${sealStart}${hex(sum)}"}\n`;
}

/** Eight hexadecimal digits. */
export const hex = (sum: number): string => sum.toString(16).padStart(8, '0');

/**
 * Reads such a file; undefined when there is none.
 * @throws DroverError STORE_CORRUPT when it is not as it was written, STORE_TOO_NEW when a newer drover wrote it
 */
export async function readSealed<Head, Row>(
  files: FileOps,
  path: string,
): Promise<SealedFile<Head, Row> | undefined> {
  const bytes = await readIfThere(files, path);
  if (!bytes) return undefined;
  const name = basename(path);
  const version = /^\{"schema":(\d+),"head":/.exec(bytes.toString('latin1', 0, 40));
  if (!version) throw corrupt(name, 0, 'not a file of the store');
  refuseNewer(name, Number(version[1]));
  const end = sealedEnd(bytes, name);
  const firstLine = bytes.indexOf(newline) + 1;
  const head: Head = JSON.parse(bytes.toString('utf8', version[0].length, firstLine - rowsStart.length));
  return { head, rows: [...rowsOf<Row>(bytes, firstLine, end)] };
}

async function readIfThere(files: FileOps, path: string): Promise<Buffer | undefined> {
  try {
    return await files.read(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Where the rows end, after the checksum was found to be right. */
function sealedEnd(bytes: Buffer, name: string): number {
  const end = Math.max(0, bytes.length - sealLength);
  const seal = bytes.toString('latin1', end);
  const expected = `${sealStart}${hex(crc32(bytes.subarray(0, end)))}"}\n`;
  if (seal !== expected) throw corrupt(name, end, 'the checksum is wrong');
  return end;
}

function* rowsOf<Row>(bytes: Buffer, from: number, end: number): Generator<JsonRow<Row>> {
  for (let start = from; start < end;) {
    const next = bytes.indexOf(newline, start);
    const last = next < 0 || next >= end;
    yield splitRow<Row>(bytes, start, last ? end : next - 1);
    start = last ? end : next + 1;
  }
}
