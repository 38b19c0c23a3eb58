import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cleanText,
  cutMiddle,
  cutText,
  headOf,
  oneLine,
  splitText,
  tailOf,
} from '../../../../../adapters/chat/shared/cut-text.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 300 });
const unitsOf = fc.integer({ min: 0, max: 200 });

describe('cutting text', () => {
  it('never keeps more than was asked for and never half a character', () => {
    fc.assert(
      fc.property(anyText, unitsOf, (text, max) => {
        const whole = text.toWellFormed();
        for (const part of [headOf(whole, max), tailOf(whole, max)]) {
          expect(part.length).toBeLessThanOrEqual(max);
          expect(part.isWellFormed()).toBe(true);
          expect(whole.includes(part)).toBe(true);
        }
      }),
    );
  });

  it('leaves short text alone and marks what it shortened', () => {
    expect(cutText('short', 5)).toBe('short');
    expect(cutText('longer', 5)).toBe('long…');
    expect(cutText('🦬🦬🦬', 4)).toBe('🦬…');
  });

  it('keeps start and end when it cuts the middle, within the limit', () => {
    const cut = cutMiddle(`start${'x'.repeat(500)}end`, 100);
    expect(cut).toMatch(/^start.*\n… \d+ characters left out …\n.*end$/su);
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 200 }), (text, max) => {
        expect(cutMiddle(text.toWellFormed(), max).length).toBeLessThanOrEqual(max);
      }),
    );
  });

  it('splits without losing a character, preferring lines', () => {
    expect(splitText('one two\nthree four', 12)).toEqual(['one two\n', 'three four']);
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 50 }), (text, max) => {
        const whole = text.toWellFormed();
        const pieces = splitText(whole, max);
        expect(pieces.join('')).toBe(whole);
        expect(pieces.every((piece) => piece.length <= max && piece.isWellFormed())).toBe(true);
      }),
    );
  });
});

describe('cleaning text', () => {
  it('drops terminal sequences, control characters and what hides or reorders text', () => {
    expect(cleanText('\u001B[31mred\u001B[0m \u001B]8;;http://x\u0007link\u001B]8;;\u0007')).toBe('red link');
    expect(cleanText('a\u0000b\u0008c\u007Fd')).toBe('abcd');
    expect(cleanText('evil\u202Etxt.exe\u2066 \u200Bzero\uFEFF')).toBe('eviltxt.exe zero');
    expect(cleanText('one\r\ntwo\rthree\tfour')).toBe('one\ntwo\nthree\tfour');
    expect(cleanText('half \uD83E')).toBe('half \uFFFD');
    expect(cleanText('family 👨‍👩‍👧 and é')).toBe('family 👨‍👩‍👧 and é');
  });

  it('puts text on one line', () => {
    expect(oneLine('  a\n\n b\tc ')).toBe('a b c');
  });
});
