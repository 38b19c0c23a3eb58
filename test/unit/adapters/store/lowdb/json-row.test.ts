import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinRow, splitRow } from '../../../../../adapters/store/lowdb/disk/json-row.ts';

const around = Buffer.from('####');

describe('a row that carries a document', () => {
  it('is JSON as a whole and gives back head and document as they were, whatever they hold', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (value, document) => {
        const text = joinRow(JSON.stringify({ value }), JSON.stringify(document));
        const bytes = Buffer.concat([around, Buffer.from(text), around]);
        const row = splitRow(bytes, around.length, bytes.length - around.length);
        expect(JSON.parse(text)).toMatchObject({ value: JSON.parse(JSON.stringify(value)) });
        expect(JSON.stringify(row.head)).toBe(JSON.stringify({ value }));
        expect(row.document).toBe(JSON.stringify(document));
      }),
    );
  });

  it('counts bytes, not characters', () => {
    const text = joinRow('{"a":1}', '"→🐄ü"');
    expect(text).toBe('{"size":11,"a":1,"document":"→🐄ü"}');
    expect(splitRow(Buffer.from(text), 0, Buffer.byteLength(text))).toEqual({
      head: { a: 1 },
      document: '"→🐄ü"',
    });
  });

  it('is the head alone when there is no document', () => {
    expect(joinRow('{"a":1}', undefined)).toBe('{"a":1}');
    expect(splitRow(Buffer.from('{"a":1}'), 0, 7)).toEqual({ head: { a: 1 }, document: undefined });
  });
});
