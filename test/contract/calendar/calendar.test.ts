import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../../adapters/calendar/create-calendar.ts';

const calendar = createCalendar();
const berlin = 'Europe/Berlin';
const at = (moment: string): number => Date.parse(moment);

/** The next moments after one, as they follow each other. */
function series(expression: string, zone: string, after: string, count: number): readonly string[] {
  const moments: string[] = [];
  let last: number | undefined = at(after);
  while (moments.length < count && last !== undefined) {
    last = calendar.next(expression, zone, last);
    if (last !== undefined) moments.push(new Date(last).toISOString().slice(0, 16));
  }
  return moments;
}

describe('the next moment', () => {
  it('lies strictly after the one that was asked for', () => {
    expect(series('0 3 * * *', 'UTC', '2026-11-21T03:00:00Z', 2)).toEqual([
      '2026-11-22T03:00',
      '2026-11-23T03:00',
    ]);
    expect(series('0 3 * * *', 'UTC', '2026-11-21T02:59:59.999Z', 1)).toEqual(['2026-11-21T03:00']);
  });

  it('is that of the zone, whatever zone the machine has', () => {
    expect(series('30 9 * * 1-5', 'America/New_York', '2026-11-20T20:00:00Z', 2)).toEqual([
      '2026-11-23T14:30',
      '2026-11-24T14:30',
    ]);
    expect(series('0 0 * * *', 'Asia/Kolkata', '2026-11-21T00:00:00Z', 1)).toEqual(['2026-11-21T18:30']);
  });

  it('is known for the names that stand for an expression', () => {
    const after = '2026-11-21T10:20:00Z';
    expect(series('@hourly', 'UTC', after, 1)).toEqual(['2026-11-21T11:00']);
    for (const name of ['@daily', '@midnight'])
      expect(series(name, berlin, after, 1)).toEqual(['2026-11-21T23:00']);
    expect(series('@weekly', 'UTC', after, 1)).toEqual(['2026-11-22T00:00']);
    expect(series('@monthly', 'UTC', after, 1)).toEqual(['2026-12-01T00:00']);
    for (const name of ['@yearly', '@annually'])
      expect(series(name, 'UTC', after, 1)).toEqual(['2027-01-01T00:00']);
  });

  it('comes when a leap day does, and never for a day that never comes', () => {
    expect(series('0 0 29 2 *', 'UTC', '2026-11-21T00:00:00Z', 1)).toEqual(['2028-02-29T00:00']);
    expect(calendar.next('0 0 30 2 *', 'UTC', at('2026-11-21T00:00:00Z'))).toBeUndefined();
  });
});

describe('when clocks go forward', () => {
  it('what falls into the hour that does not exist happens at its end, once', () => {
    expect(series('30 2 * * *', berlin, '2026-03-27T12:00:00Z', 3)).toEqual([
      '2026-03-28T01:30',
      '2026-03-29T01:00',
      '2026-03-30T00:30',
    ]);
  });

  it('what happens all the time goes on in step', () => {
    expect(series('*/30 * * * *', berlin, '2026-03-29T00:15:00Z', 3)).toEqual([
      '2026-03-29T00:30',
      '2026-03-29T01:00',
      '2026-03-29T01:30',
    ]);
  });
});

describe('when clocks go back', () => {
  it('what falls into the hour that comes twice happens the first time, once', () => {
    expect(series('30 2 * * *', berlin, '2026-10-24T12:00:00Z', 2)).toEqual([
      '2026-10-25T00:30',
      '2026-10-26T01:30',
    ]);
  });

  it('what is due every hour happens in both', () => {
    expect(series('0 * * * *', berlin, '2026-10-24T23:30:00Z', 4)).toEqual([
      '2026-10-25T00:00',
      '2026-10-25T01:00',
      '2026-10-25T02:00',
      '2026-10-25T03:00',
    ]);
  });
});

describe('what is no expression and no zone', () => {
  it.each(['', '* * * *', '0 0 3 * * *', '2026-01-01T00:00:00', 'every day', '@reboot', '@often'])(
    'says what is wrong with “%s”',
    (expression) => expect(calendar.problemOf(expression, 'UTC')).toMatch(/five fields|none of/),
  );

  it.each([
    ['61 * * * *', /minute/],
    ['0 24 * * *', /hour/],
    ['0 0 0 * *', /day/],
    ['0 0 1 13 *', /month/],
    ['0 0 * * 9', /dayOfWeek|day/],
    ['5/15 * * * *', /numeric prefix/],
    ['a * * * *', /./],
  ])('names the field of “%s” that cannot be', (expression, words) => {
    expect(calendar.problemOf(expression, 'UTC')).toMatch(words);
  });

  it('says that a zone is none', () => {
    expect(calendar.problemOf('0 3 * * *', 'Mars/Olympus')).toContain('Mars/Olympus is no time zone');
    expect(calendar.problemOf('0 3 * * *', '')).toContain('is no time zone');
  });

  it.each(['0 3 * * *', '*/15 9-17 * * MON-FRI', '0 0 1,15 * *', '@daily', '0 3 L * *'])(
    'has nothing to say about %s',
    (expression) => expect(calendar.problemOf(expression, berlin)).toBeUndefined(),
  );
});

describe('the time of day in a zone', () => {
  it.each([
    ['2026-11-21T23:30:00Z', berlin, '2026-11-22', 30],
    ['2026-11-21T00:00:00Z', 'UTC', '2026-11-21', 0],
    ['2026-07-01T22:59:00Z', berlin, '2026-07-02', 59],
    ['2026-11-21T18:30:00Z', 'Asia/Kolkata', '2026-11-22', 0],
    ['2026-11-21T02:15:00Z', 'America/New_York', '2026-11-20', 21 * 60 + 15],
  ])('%s in %s', (moment, zone, date, minutes) => {
    expect(calendar.localTime(at(moment), zone)).toEqual({ date, minutes });
  });
});
