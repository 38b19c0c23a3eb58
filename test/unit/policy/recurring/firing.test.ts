import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScheduleState } from '../../../../src/domain/recurring/schedule.ts';
import { decideFiring, lateMs } from '../../../../src/policy/recurring/firing.ts';

const minute = 60_000;
const hour = 60 * minute;
const never = () => undefined;
/** Due at every multiple. */
const every =
  (ms: number) =>
  (after: number): number =>
    (Math.floor(after / ms) + 1) * ms;

const state = (next: number | undefined, more: Partial<ScheduleState> = {}): ScheduleState => ({
  timing: 'x',
  paused: false,
  ...(next === undefined ? {} : { next }),
  ...more,
});
const once = { catchUp: 'once', overlap: false } as const;
const skip = { catchUp: 'skip', overlap: false } as const;
const at = (now: number, next: (after: number) => number | undefined = every(hour), busy = false) => ({
  now,
  next,
  busy,
});

describe('what a schedule does', () => {
  it('waits until its moment, while it is paused, and when it has none', () => {
    expect(decideFiring(once, state(hour), at(hour - 1))).toBeUndefined();
    expect(decideFiring(once, state(hour, { paused: true }), at(9 * hour))).toBeUndefined();
    expect(decideFiring(once, state(undefined), at(9 * hour))).toBeUndefined();
  });

  it('fires at its moment and waits for the next', () => {
    expect(decideFiring(once, state(hour), at(hour))).toEqual({
      is: 'fire',
      due: hour,
      missed: 0,
      late: false,
      next: 2 * hour,
    });
  });

  it('fires once for all that it missed, for the newest of them', () => {
    expect(decideFiring(once, state(hour), at(5.5 * hour))).toEqual({
      is: 'fire',
      due: 5 * hour,
      missed: 4,
      late: true,
      next: 6 * hour,
    });
  });

  it('is in time at the very moment, also when others were missed before', () => {
    expect(decideFiring(once, state(hour), at(5 * hour))).toMatchObject({
      due: 5 * hour,
      missed: 4,
      late: false,
      next: 6 * hour,
    });
  });

  it('leaves out what it missed, when it is told so, and goes on in time', () => {
    expect(decideFiring(skip, state(hour), at(5.5 * hour))).toMatchObject({
      is: 'skip',
      due: 5 * hour,
      next: 6 * hour,
    });
    expect(decideFiring(skip, state(hour), at(5 * hour + lateMs))).toMatchObject({
      is: 'fire',
      due: 5 * hour,
      missed: 0,
      late: false,
    });
    expect(decideFiring(skip, state(hour), at(5 * hour + lateMs + 1))).toMatchObject({ is: 'skip' });
  });

  it('does not fire beside its last goal, unless it may', () => {
    expect(decideFiring(once, state(hour), at(hour, every(hour), true))).toMatchObject({
      is: 'skip',
      next: 2 * hour,
    });
    const beside = { ...once, overlap: true };
    expect(decideFiring(beside, state(hour), at(hour, every(hour), true))).toMatchObject({ is: 'fire' });
  });

  it('is over when no moment follows', () => {
    expect(decideFiring(once, state(hour), at(2 * hour, never))).toEqual({
      is: 'fire',
      due: hour,
      missed: 0,
      late: true,
    });
  });

  it('finds the newest moment of a schedule of minutes after a year', () => {
    const firing = decideFiring(once, state(minute), at(365 * 24 * hour + 7, every(minute)));
    expect(firing).toMatchObject({ is: 'fire', due: 365 * 24 * hour, missed: 1000 });
  });

  it('never fires for a moment twice, whenever it is looked at', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 3 * hour }), { maxLength: 60 }),
        fc.boolean(),
        (naps, skips) => {
          const fired: number[] = [];
          let [now, next] = [0, every(hour)(0)];
          for (const nap of naps) {
            now += nap;
            const firing = decideFiring(skips ? skip : once, state(next), at(now));
            if (firing === undefined) continue;
            if (firing.is === 'fire') fired.push(firing.due);
            expect(firing.next).toBeGreaterThan(now);
            next = firing.next ?? Infinity;
          }
          expect(new Set(fired).size).toBe(fired.length);
          expect(fired).toEqual(fired.toSorted((a, b) => a - b));
        },
      ),
    );
  });
});
