import { expect, test } from 'vitest';
import { nearest } from '../../../src/text/nearest.ts';

const known = ['run', 'list', 'status', 'pause', 'resume'];

test.each([
  ['puase', 'pause'],
  ['Resumee', 'resume'],
  ['statsu', 'status'],
  ['lst', 'list'],
])('“%s” was probably meant to be “%s”', (typed, meant) => {
  expect(nearest(typed, known)).toBe(meant);
});

test.each(['deploy', 'fix', ''])('nothing is near “%s”', (typed) => {
  expect(nearest(typed, known)).toBeUndefined();
});

test('a very long word is compared in bounded time', () => {
  expect(nearest('x'.repeat(1_000_000), known)).toBeUndefined();
});
