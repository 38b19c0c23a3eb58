import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { budgetAxes } from '../../../src/domain/budget.ts';
import {
  addGrowth,
  growthTyped,
  growthWords,
  readGrowth,
  usualGrowth,
  type Growth,
} from '../../../src/text/growth.ts';

const readAll = (typed: string): Growth =>
  typed.split(' ').reduce<Growth>((sum, word) => addGrowth(sum, readGrowth(word) ?? {}), {});

test.each<[string, Growth]>([
  ['+5turns', { turns: 5 }],
  ['+1turn', { turns: 1 }],
  ['+2usd', { costUsd: 2 }],
  ['+0.5usd', { costUsd: 0.5 }],
  ['$2', { costUsd: 2 }],
  ['+$2.50', { costUsd: 2.5 }],
  ['+3dollars', { costUsd: 3 }],
  ['+30m', { wallMs: 1_800_000 }],
  ['+1h30m', { wallMs: 5_400_000 }],
  ['+90s', { wallMs: 90_000 }],
  ['+100ktokens', { tokens: 100_000 }],
  ['+1.5Mtokens', { tokens: 1_500_000 }],
  ['+250tokens', { tokens: 250 }],
  ['+2denies', { denies: 2 }],
  ['+1denial', { denies: 1 }],
  ['+2errors', { errors: 2 }],
  ['+1overflows', { overflows: 1 }],
  ['+5TURNS', { turns: 5 }],
])('%s adds %o', (word, growth) => {
  expect(readGrowth(word)).toEqual(growth);
});

test.each([
  '5turns',
  '+5',
  '+turns',
  '+0turns',
  '+0usd',
  '$',
  '+-5turns',
  '-5turns',
  '+1.5turns',
  '+5turns!',
  '+5apples',
  '30m',
  '+1e9turns',
  '+99999999999999turns',
  '+Infinityusd',
  '',
])('“%s” adds nothing', (word) => {
  expect(readGrowth(word)).toBeUndefined();
});

test('what is offered is typed in the same form that is read', () => {
  const amounts = fc.record(
    {
      turns: fc.integer({ min: 1, max: 500 }),
      wallMs: fc.integer({ min: 1, max: 100_000 }).map((seconds) => seconds * 1000),
      costUsd: fc.integer({ min: 1, max: 100_000 }).map((cents) => cents / 100),
      tokens: fc.integer({ min: 1, max: 9_000_000 }),
      denies: fc.integer({ min: 1, max: 50 }),
      errors: fc.integer({ min: 1, max: 50 }),
      overflows: fc.integer({ min: 1, max: 50 }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(amounts, (growth) => {
      expect(readAll(growthTyped(growth))).toEqual(growth);
    }),
  );
  expect(growthTyped({ wallMs: 5_400_000, costUsd: 2, turns: 5 })).toBe('+5turns +1h30m +2usd');
});

test('in words it has the units that people use', () => {
  expect(growthWords({ costUsd: 2, turns: 5, tokens: 100_000 })).toBe('5 turns · $2.00 · 100k tokens');
  expect(growthWords({})).toBe('');
  expect(growthWords({ turns: 0 })).toBe('');
});

test('there is something usual to offer on every axis', () => {
  for (const axis of budgetAxes) expect(usualGrowth(axis)[axis]).toBeGreaterThan(0);
});

test('two growths are added axis by axis', () => {
  expect(addGrowth({ turns: 2, tokens: 1 }, { turns: 3, costUsd: 1 })).toEqual({
    turns: 5,
    tokens: 1,
    costUsd: 1,
  });
});
