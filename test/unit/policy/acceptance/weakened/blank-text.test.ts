import { expect, it } from 'vitest';
import { blankText } from '../../../../../src/policy/acceptance/weakened/blank-text.ts';
import { languageOf } from '../../../../../src/policy/acceptance/weakened/languages/all-languages.ts';

const blank = (path: string, text: string): string => {
  const language = languageOf(path);
  if (language === undefined) throw new Error(`no language for ${path}`);
  return blankText(text, language.syntax);
};

it.each([
  ['a.ts', `a("it") // it`, `a("  ")      `],
  ['a.ts', `a('it\\'s') /* it */ b`, `a('     ')          b`],
  ['a.ts', 'a(`x\n${y} it`)', 'a(` \n       `)'],
  ['a.ts', `x = /it'"/.test(y)`, `x =       .test(y)`],
  ['a.ts', `x = a / b / c; "it"`, `x = a / b / c; "  "`],
  ['a.py', `"""it's\n#"""\nb # it`, `"      \n   "\nb     `],
  ['a.rs', `f::<'a>('"', "it") // it`, `f::<'a>(   , "  ")      `],
  ['a.php', `#[Test] # it`, `#[Test]     `],
  ['a.rb', `x 'it' # it`, `x '  '     `],
])('in %s, %j is code without words in it, each character at its place', (path, text, expected) => {
  expect(blank(path, text)).toBe(expected);
});

it('takes a text that is never closed for one that ends with its line', () => {
  expect(blank('a.ts', `x = "never closed\nit()`)).toMatch(/^x = " +.\nit\(\)$/);
});
