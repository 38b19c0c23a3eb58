import { expect, test } from 'vitest';
import { present } from '../../../src/goal/present.ts';

test('what is not there has no key; what is there stays, also when it is empty', () => {
  expect(present({ a: undefined, b: 0, c: '', d: false })).toStrictEqual({ b: 0, c: '', d: false });
});
