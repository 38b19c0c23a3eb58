import { expect, test } from 'vitest';
import { openNote } from '../../../../src/policy/triggers/once.ts';

test('a note counts until its time is over, and what is none counts never', () => {
  const note = { delivery: 'd1', until: 1000 };
  expect(openNote(note, 1000)).toEqual(note);
  expect(openNote(note, 1001)).toBeUndefined();
  expect([undefined, null, 'd1', { delivery: 'd1' }].map((value) => openNote(value, 0))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
