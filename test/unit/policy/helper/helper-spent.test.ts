import { expect, test } from 'vitest';
import { addSpent, spentOf } from '../../../../src/policy/helper/helper-spent.ts';

test('a day of which nothing is kept used nothing, and what is added adds up', () => {
  expect(spentOf(undefined)).toEqual({ tokens: 0, usd: 0 });
  expect(addSpent(spentOf({ tokens: 2, usd: 0.5 }), { tokens: 1, usd: 0.25 })).toEqual({
    tokens: 3,
    usd: 0.75,
  });
});

test.each([null, {}, { tokens: '2', usd: 0 }, { tokens: -1, usd: 0 }])('%j is no sum of a day', (value) => {
  expect(() => spentOf(value)).toThrow(/invalid|expected|small/i);
});
