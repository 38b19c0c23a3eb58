import { array, assert, nat, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Line } from '../../../../adapters/process/line-splitter.ts';
import { flushLines, newLineSplitter, splitChunk } from '../../../../adapters/process/line-splitter.ts';

function split(chunks: readonly Buffer[], maxBytes?: number): Line[] {
  const splitter = newLineSplitter(maxBytes);
  return [...chunks.flatMap((chunk) => splitChunk(splitter, chunk)), ...flushLines(splitter)];
}

const texts = (lines: readonly Line[]): string[] => lines.map((line) => line.text);

/** The bytes cut at the given places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(index === 0 ? 0 : ends[index - 1], end));
}

describe('line splitter', () => {
  it('gives the same lines however the bytes are cut into chunks', () => {
    assert(
      property(array(string({ unit: 'grapheme' })), array(nat()), (words, places) => {
        const lines = words.map((word) => word.replaceAll(/[\r\n]/g, ''));
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        expect(texts(split(cut(bytes, places)))).toEqual(lines);
      }),
    );
  });

  it('delivers the last line when it has no end', () => {
    expect(texts(split([Buffer.from('one\ntw'), Buffer.from('o')]))).toEqual(['one', 'two']);
    expect(texts(split([Buffer.from('one\n')]))).toEqual(['one']);
    expect(split([])).toEqual([]);
  });

  it('keeps empty lines and takes the carriage return off', () => {
    expect(texts(split([Buffer.from('a\r\n\r\n\nb\r')]))).toEqual(['a', '', '', 'b']);
  });

  it('survives NULs and invalid UTF-8', () => {
    expect(texts(split([Buffer.from([0x61, 0x00, 0xff, 0x0a, 0x62, 0x0a])]))).toEqual(['a\u0000\uFFFD', 'b']);
  });

  it('keeps the beginning of a line that is too long, says so, and goes on with the next', () => {
    const chunks = [Buffer.from('abc'), Buffer.from('defgh'), Buffer.from('ij\nnext\n')];
    expect(split(chunks, 4)).toEqual([
      { text: 'abcd', truncated: true },
      { text: 'next', truncated: false },
    ]);
  });

  it('does not call a line too long that fits exactly', () => {
    expect(split([Buffer.from('abcd\nabcde')], 4)).toEqual([
      { text: 'abcd', truncated: false },
      { text: 'abcd', truncated: true },
    ]);
  });

  it('holds no more than the limit of an endless line', () => {
    const splitter = newLineSplitter(1000);
    for (let i = 0; i < 100; i += 1) splitChunk(splitter, Buffer.alloc(1000, 'x'));
    expect(splitter.bytes).toBe(1000);
    expect(splitter.parts.reduce((sum, part) => sum + part.length, 0)).toBe(1000);
  });
});
