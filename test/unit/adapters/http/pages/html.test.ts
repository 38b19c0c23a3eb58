import { expect, test } from 'vitest';
import { html, textOf, verbatim } from '../../../../../adapters/http/pages/html.ts';

test('values become text, in elements and in quoted attributes', () => {
  const value = `<b a="1" b='2'>&`;
  expect(textOf(html`<p title="${value}">${value}</p>`)).toBe(
    '<p title="&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;">&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;</p>',
  );
});

test('markup that was made here stays, lists are joined, and nothing is nothing', () => {
  expect(textOf(html`<i>${[html`<b>${'x<'}</b>`, 'y', 3, undefined]}</i>`)).toBe('<i><b>x&lt;</b>y3</i>');
  expect(textOf(html`<i>${verbatim('a > b')}</i>`)).toBe('<i>a > b</i>');
});

test('what looks like markup that was made here is refused to be one', () => {
  const forged = JSON.parse('{"html":"<b>"}') as never;
  expect(() => textOf(html`${forged}`)).toThrow(TypeError);
});

test('characters that hide or turn text are spelled out', () => {
  expect(textOf(html`${'a\u202Eb\u0000'}`)).toBe('a\\u202eb\\x00');
});
