import { civilDate, dayMs } from '../domain/recurring/civil-date.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** Whole seconds since midnight. */
const secondsOf = (epochMs: number): number => Math.floor((((epochMs % dayMs) + dayMs) % dayMs) / 1000);

/** `12:03 UTC`: surfaces without a clock of their own show it as it is. */
export const utcTime = (epochMs: number): string => `${hoursAndMinutes(secondsOf(epochMs))} UTC`;

/** `2026-11-22 12:03:06 UTC`: a deadline may be another day. */
export function utcMoment(epochMs: number): string {
  const { year, month, day } = civilDate(epochMs);
  const seconds = secondsOf(epochMs);
  return `${year}-${two(month)}-${two(day)} ${hoursAndMinutes(seconds)}:${two(seconds % 60)} UTC`;
}

const hoursAndMinutes = (seconds: number): string =>
  `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}`;
