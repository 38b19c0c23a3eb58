import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleText } from '../../../src/log/visible-text.ts';

describe('visible text', () => {
  it('leaves ordinary text, line ends and tabs alone', () => {
    expect(visibleText('Grüße\tund 你好 👋\nzweite Zeile')).toBe('Grüße\tund 你好 👋\nzweite Zeile');
  });

  it('drops colours and cursor movements', () => {
    expect(
      visibleText('\u001B[31mred\u001B[0m \u001B[2K\u001B[1Aup \u001B]8;;http://x\u0007link\u001B]8;;\u0007'),
    ).toBe('red up link');
  });

  it('spells out what would overwrite, ring or turn text around', () => {
    expect(visibleText('safe\revil \u0007 \u202Egnp \u200B')).toBe(
      String.raw`safe\x0devil \x07 \u202egnp \u200b`,
    );
    expect(visibleText('one\r\ntwo')).toBe('one\ntwo');
  });

  it('lets no control character through, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        // oxlint-disable-next-line no-control-regex -- control characters are what this is about
        expect(visibleText(text)).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E]/);
      }),
    );
  });
});
