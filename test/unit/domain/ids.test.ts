import { describe, expect, test } from 'vitest';
import { ZodError } from 'zod';
import { goalIdOf, goalNumber, parseHandle } from '../../../src/domain/ids.ts';

test('a handle and its number are two forms of one thing', () => {
  expect(goalIdOf(42)).toBe('G-42');
  expect(goalNumber(goalIdOf(42))).toBe(42);
});

test.each([0, -1, 1.5, 1_000_000_000, Number.NaN])('%s is no number of a goal', (number) => {
  expect(() => goalIdOf(number)).toThrow(ZodError);
});

describe('what people type', () => {
  test.each(['G-42', 'g-42', '42', '  G-42 '])('%j means G-42', (text) => {
    expect(parseHandle(text)).toBe('G-42');
  });

  test.each(['', 'G-', 'G-0', 'G-042', '042', 'G42', 'G-4 2', 'G-42x', '-1', '1e3', 'G-1234567890'])(
    '%j is no handle',
    (text) => {
      expect(parseHandle(text)).toBeUndefined();
    },
  );
});
