const minute = 60_000;
const day = 24 * 60 * minute;

const two = (value: number): string => String(value).padStart(2, '0');

/** `12:03 UTC`: surfaces without a clock of their own show it as it is. */
export function utcTime(epochMs: number): string {
  const minutes = Math.floor(mod(epochMs, day) / minute);
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)} UTC`;
}

/** `2026-11-22 12:03:06 UTC`: a deadline may be another day. */
export function utcMoment(epochMs: number): string {
  const seconds = Math.floor(mod(epochMs, day) / 1000);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  return `${utcDate(epochMs)} ${clock} UTC`;
}

/** Civil date of a moment; years of 400 are all alike, and counting them from March puts the leap day last. */
function utcDate(epochMs: number): string {
  const days = Math.floor(epochMs / day) + 719_468;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${year}-${two(month)}-${two(dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1)}`;
}

const mod = (value: number, by: number): number => ((value % by) + by) % by;
