import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLine, encodeLine } from '../../../../../adapters/store/lowdb/journal/journal-line.ts';
import { readSegment } from '../../../../../adapters/store/lowdb/journal/read-segment.ts';
import { uncoveredSegments } from '../../../../../adapters/store/lowdb/journal/segment-files.ts';

const line = (n: number, first = n, words = 'ä'.repeat(n)): Buffer =>
  encodeLine({ text: JSON.stringify({ n, at: 0, words }), document: JSON.stringify({ doc: n }) }, first);

/** Reads bytes as one segment; answers the numbers of the records, and where the good part ends. */
function read(bytes: Buffer, last = true): { readonly numbers: readonly number[]; readonly end: number } {
  const numbers: number[] = [];
  const { end } = readSegment({ name: 'test', bytes, last }, 1, ({ record }) => {
    numbers.push(record.n);
    return undefined;
  });
  return { numbers, end };
}

describe('a line of the journal', () => {
  it('gives back its record and document', () => {
    const bytes = line(3, 2);
    const entry = decodeLine(bytes, 0, bytes.length - 1);
    expect(entry).toEqual({ record: { first: 2, n: 3, at: 0, words: 'äää' }, document: '{"doc":3}' });
  });

  it('is told from any line of which one bit is another', () => {
    const bytes = line(3);
    for (let bit = 0; bit < 8 * (bytes.length - 1); bit += 1) {
      const damaged = Buffer.from(bytes);
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(decodeLine(damaged, 0, damaged.length - 1)).toBeUndefined();
    }
  });

  it('is no line when it is shorter than its own checksum', () => {
    for (const text of ['', '\n', '00000000', '00000000 ']) {
      expect(decodeLine(Buffer.from(text), 0, text.length)).toBeUndefined();
    }
  });
});

describe('a segment of the journal', () => {
  const lines = [line(1), line(2), line(3, 3), line(4, 3), line(5, 3)];
  const whole = Buffer.concat(lines);

  it('is read to its end', () => {
    expect(read(whole)).toEqual({ numbers: [1, 2, 3, 4, 5], end: whole.length });
    expect(read(Buffer.alloc(0))).toEqual({ numbers: [], end: 0 });
  });

  it('ends after the last whole record, wherever it is cut off', () => {
    fc.assert(
      fc.property(fc.nat(whole.length), (length) => {
        const { numbers, end } = read(whole.subarray(0, length));
        const expected = lines.filter(
          (_, index) => Buffer.concat(lines.slice(0, index + 1)).length <= length,
        );
        expect(numbers).toHaveLength(expected.length);
        expect(end).toBe(Buffer.concat(expected).length);
      }),
    );
  });

  it('may be damaged anywhere in its last write, for nobody was told that this one is there', () => {
    const start = Buffer.concat(lines.slice(0, 2)).length;
    for (let offset = start; offset < whole.length; offset += 1) {
      const damaged = Buffer.from(whole).fill(0, offset, offset + 1);
      const { numbers, end } = read(damaged);
      expect(numbers.slice(0, 2)).toEqual([1, 2]);
      expect(end).toBeLessThanOrEqual(offset);
    }
  });

  it('may not be damaged before its last write, nor at all when later segments exist', () => {
    const damaged = Buffer.from(whole).fill(0, lines[0]?.length, whole.length - (lines[4]?.length ?? 0));
    expect(() => read(Buffer.from(whole).fill(0, 3, 4))).toThrow(/test is damaged at byte 0/);
    expect(() => read(damaged)).toThrow(/test is damaged at byte/);
    expect(() => read(whole.subarray(0, -1), false)).toThrow(/later segments exist/);
  });

  it('may not leave out or repeat a record', () => {
    expect(() => read(Buffer.concat([line(1), line(3)]))).toThrow(/record 2 is missing/);
    expect(() => read(Buffer.concat([line(1), line(1)]))).toThrow(/record 2 is missing/);
  });

  it('is refused where the fold finds a fault', () => {
    expect(() => readSegment({ name: 'test', bytes: whole, last: true }, 1, () => 'it leaps')).toThrow(
      /byte 0: it leaps/,
    );
  });
});

describe('the segments that have to be read', () => {
  it('are those from the first that the snapshot does not cover', () => {
    expect(uncoveredSegments([3, 4, 5, 6], 5, false)).toEqual([5, 6]);
    expect(uncoveredSegments([], 1, true)).toEqual([]);
  });

  it('may not be missing', () => {
    expect(() => uncoveredSegments([1, 3], 1, true)).toThrow(/00000002.ndjson/);
    expect(() => uncoveredSegments([2], 1, true)).toThrow(/00000001.ndjson/);
    expect(() => uncoveredSegments([4], 5, false)).toThrow(/00000005.ndjson/);
  });
});
