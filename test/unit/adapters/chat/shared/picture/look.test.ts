import { expect, test } from 'vitest';
import { px } from '../../../../../../adapters/chat/shared/picture/look.ts';

test('a number is written as SVG takes it, whatever it is', () => {
  expect([1 / 3, 2, Number.NaN, Infinity, 1e-9].map(px)).toEqual(['0.33', '2', '0', '0', '0']);
});
