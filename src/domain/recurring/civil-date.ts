export const dayMs = 24 * 60 * 60 * 1000;

/** A date of the Gregorian calendar in UTC; month and day count from 1. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Days of 400 years, after which the calendar repeats itself. */
const eraDays = 146_097;
/** Days from 1 March of the year 0 to 1 January 1970. */
const epochDays = 719_468;

/**
 * The date of a moment (epoch milliseconds). Years are counted from March, so that the leap day is their last:
 * `civil_from_days` of Howard Hinnant, howardhinnant.github.io/date_algorithms.html.
 */
export function civilDate(epochMs: number): CivilDate {
  const days = Math.floor(epochMs / dayMs) + epochDays;
  const era = Math.floor(days / eraDays);
  const dayOfEra = days - era * eraDays;
  const leapDays =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / (eraDays - 1));
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - daysBefore(yearOfEra);
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - daysToMonth(fromMarch) + 1 };
}

/** Epoch milliseconds at which a date begins; a month of 13 is January of the next year (`days_from_civil`, ibid.). */
export function startOfDate({ year, month, day }: CivilDate): number {
  const fromMarch = (month + 9) % 12;
  const marchYear = year + Math.floor((month - 3) / 12);
  const era = Math.floor(marchYear / 400);
  const dayOfYear = daysToMonth(fromMarch) + day - 1;
  return (era * eraDays + daysBefore(marchYear - era * 400) + dayOfYear - epochDays) * dayMs;
}

/** Days before a year of an era. */
const daysBefore = (yearOfEra: number): number =>
  365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);

/** Days of a year that begins in March before its month: 31 30 31 30 31 again and again. */
const daysToMonth = (fromMarch: number): number => Math.floor((153 * fromMarch + 2) / 5);
