import { expect, test } from 'vitest';
import { wordsOfArgv, wordsOfLine, type Words } from '../../../src/app/parse-line.ts';

function all(words: Words): string[] {
  const taken: string[] = [];
  for (let word = words.take(); word !== undefined; word = words.take()) taken.push(word);
  return taken;
}

test.each([
  ['one two  three', ['one', 'two', 'three']],
  ['  \t\n ', []],
  ['', []],
  ['--accept "npm test" fix', ['--accept', 'npm test', 'fix']],
  ['--accept="npm test" fix', ['--accept=npm test', 'fix']],
  ["--accept 'npm test'", ['--accept', 'npm test']],
  ['--accept “npm test” fix', ['--accept', 'npm test', 'fix']],
  ['--accept ”npm test” fix', ['--accept', 'npm test', 'fix']],
  ['--accept „npm test“ fix', ['--accept', 'npm test', 'fix']],
  ['--accept ‘npm test’ fix', ['--accept', 'npm test', 'fix']],
  ['""', ['']],
  ['say 5" tall', ['say', '5"', 'tall']],
  ['<@U123> <!channel> <https://x|y>', ['<@U123>', '<!channel>', '<https://x|y>']],
])('%j is read as %j', (line, words) => {
  expect(all(wordsOfLine(line))).toEqual(words);
});

test('the rest is exactly as typed, quotes and inner spaces included', () => {
  const words = wordsOfLine('  run   don’t "break"  it\n  twice ');
  expect(words.take()).toBe('run');
  expect(words.rest()).toBe('don’t "break"  it\n  twice');
});

test('looking at a word does not take it', () => {
  const words = wordsOfLine('a b');
  expect([words.peek(), words.peek(), words.take(), words.peek()]).toEqual(['a', 'a', 'a', 'b']);
});

test('what a shell has cut is not cut again', () => {
  const words = wordsOfArgv(['run', '--accept', 'npm test', 'fix "it"', 'now']);
  expect([words.take(), words.take(), words.take()]).toEqual(['run', '--accept', 'npm test']);
  expect(words.rest()).toBe('fix "it" now');
  expect(words.peek()).toBe('fix "it"');
});
