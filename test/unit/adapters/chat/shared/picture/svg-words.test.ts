import { expect, test } from 'vitest';
import { escapeSvg, fitWords, widthOf } from '../../../../../../adapters/chat/shared/picture/svg-words.ts';
import { allHostile } from '../../../../../support/core/hostile-text.ts';

test('text cannot leave its element or attribute, and holds nothing that XML forbids', () => {
  expect(escapeSvg(`</text><a href="x" id='y'>&amp;`)).toBe(
    '&lt;/text&gt;&lt;a href=&quot;x&quot; id=&apos;y&apos;&gt;&amp;amp;',
  );
  // eslint-disable-next-line no-control-regex -- these are the characters to find
  expect(escapeSvg(`${allHostile}\uFFFE\uD800`)).not.toMatch(/[<>"\u0000-\u001F\u202E\uFFFE\uD800]/u);
});

test('words are cut to the room that they have, and left out where they would say nothing', () => {
  expect(fitWords('short', 200, 12)).toBe('short');
  const cut = fitWords('x'.repeat(100), 100, 12);
  expect(cut).toMatch(/^x+…$/u);
  expect(widthOf(cut, 12)).toBeLessThanOrEqual(100);
  expect(fitWords('longer', 10, 12)).toBe('');
});

test('letters of the East are counted twice as wide', () => {
  expect(widthOf('日本', 10)).toBe(2 * widthOf('ab', 10));
  expect(widthOf(fitWords('日'.repeat(50), 100, 12), 12)).toBeLessThanOrEqual(100);
  expect(widthOf('ab', 10, 'bold')).toBeGreaterThan(widthOf('ab', 10));
});
