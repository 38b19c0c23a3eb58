import { expect, test } from 'vitest';
import { firingId, presetNamePattern } from '../../../../src/domain/recurring/schedule.ts';

test('a firing is named after its schedule and its moment', () => {
  expect(firingId('nightly', 1_800_000_000_000)).toBe('schedule/nightly/1800000000000');
});

test.each([
  ['nightly', true],
  ['Weekly_2-b', true],
  ['', false],
  ['-a', false],
  ['a/b', false],
  ['a.b', false],
  ['ä', false],
  ['a'.repeat(41), false],
])('%s is a name: %s', (name, is) => {
  expect(presetNamePattern.test(name)).toBe(is);
});
