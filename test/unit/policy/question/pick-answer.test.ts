import { expect, test } from 'vitest';
import { pickAnswer } from '../../../../src/policy/question/pick-answer.ts';

const options = ['Postgres', 'SQLite'];

test.each([
  ['2', 'SQLite'],
  [' 1. ', 'Postgres'],
  ['#2', 'SQLite'],
  ['option 1', 'Postgres'],
  ['sqlite', 'SQLite'],
  ['Postgres.', 'Postgres'],
])('“%s” picks the option %s', (text, option) => {
  expect(pickAnswer(options, text)).toBe(option);
});

test('other words are an answer of their own', () => {
  expect(pickAnswer(options, 'neither, use files')).toBe('neither, use files');
  expect(pickAnswer([], '3')).toBe('3');
});

test('a number that no option has is no answer', () => {
  expect(pickAnswer(options, '3')).toBeUndefined();
  expect(pickAnswer(options, '0')).toBeUndefined();
});

test('an option that is itself a number is meant before the one that it numbers', () => {
  expect(pickAnswer(['2', '1'], '1')).toBe('1');
});
