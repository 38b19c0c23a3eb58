import { expect, test } from 'vitest';
import { nextLook, wasAway } from '../../../../src/policy/recurring/look.ts';

const minute = 60_000;
const hour = 60 * minute;
const look = (at: number, unseenSince = at) => ({ at, unseenSince });

test('a look is noted at most once a minute, and what was before it counts as seen', () => {
  expect(nextLook(undefined, 5, 4 * hour)).toEqual(look(5));
  expect(nextLook(look(0), minute - 1, 4 * hour)).toBeUndefined();
  expect(nextLook(look(0), minute, 4 * hour)).toEqual(look(minute));
});

test('what happened while somebody was away stays unseen for an hour after the return', () => {
  const back = nextLook(look(0), 5 * hour, 4 * hour);
  expect(back).toEqual({ at: 5 * hour, unseenSince: 0, backAt: 5 * hour });
  const later = nextLook(back, 5 * hour + 30 * minute, 4 * hour);
  expect(later).toMatchObject({ unseenSince: 0, at: 5 * hour + 30 * minute });
  expect(nextLook(later, 6 * hour + minute, 4 * hour)).toEqual(look(6 * hour + minute));
});

test('nobody was away when that is switched off', () => {
  expect(wasAway(look(0), 99 * hour, 0)).toBe(false);
  expect(wasAway(look(0), 4 * hour, 4 * hour)).toBe(true);
  expect(wasAway(look(0), 4 * hour - 1, 4 * hour)).toBe(false);
  expect(nextLook(look(0), 99 * hour, 0)).toEqual(look(99 * hour));
});
