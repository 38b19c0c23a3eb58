import { expect, it } from 'vitest';
import { findTests } from '../../../../../src/policy/acceptance/weakened/find-tests.ts';
import { languageOf } from '../../../../../src/policy/acceptance/weakened/languages/all-languages.ts';
import { samples } from './samples/all-samples.ts';

const find = (path: string, text: string) => {
  const language = languageOf(path);
  if (language === undefined) throw new Error(`no language for ${path}`);
  return findTests(text, language);
};

it.each([
  ['TypeScript', ['adds (two) numbers', 'does not mind %s']],
  ['Python', ['test_adds', 'test_is_symmetric']],
  ['Go', ['TestAdds', 'TestMore']],
  ['Rust', ['adds', 'waits']],
  ['Java', ['adds', 'symmetric']],
  ['Ruby', ['adds', 'is symmetric']],
  ['PHP', ['testAdds', 'symmetric', 'zero']],
  ['C#', ['Adds', 'Symmetric']],
])('finds the tests of %s by name, each with something that it asserts', (language, names) => {
  const sample = samples.find((one) => one.language === language);
  const { tests, looseSkips, looseAsserts } = find(sample?.path ?? '', sample?.whole ?? '');
  expect(tests.map(({ name }) => name)).toEqual(names);
  expect(tests.every(({ asserts, skipped }) => asserts > 0 && !skipped)).toBe(true);
  expect({ looseSkips, looseAsserts }).toEqual({ looseSkips: 0, looseAsserts: 0 });
});

it('tells on which line a test stands', () => {
  expect(find('a.test.ts', `\n\n  it('x', () => {});\n`).tests).toMatchObject([{ line: 3 }]);
});

it('takes no call of a function that is called test for a test', () => {
  const text = `if (pattern.test(x)) test(value); const it = make(); it.next(); submit('x', () => {});`;
  expect(find('a.test.ts', text).tests).toEqual([]);
});
