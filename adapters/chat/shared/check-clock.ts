import type { CheckOutcome } from '../../../src/ports/doctor.ts';

/** Seconds that the clocks may differ: platforms refuse what is signed five minutes off. */
const warnAfter = 60;
const failAfter = 300;

/** This machine's clock against a platform's. @param date its `Date` header @param now epoch milliseconds */
export function checkClock(date: string | null | undefined, now: number): CheckOutcome {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs))
    return { status: 'unknown', detail: 'the answer did not say what time it is there' };
  const seconds = Math.round(Math.abs(now - theirs) / 1000);
  const detail = `${seconds} s apart from the platform’s`;
  const hint = 'Let the system keep its time (systemd-timesyncd, chrony).';
  if (seconds > failAfter) return { status: 'fail', detail: `${detail}: signed requests are refused`, hint };
  return seconds > warnAfter ? { status: 'warn', detail, hint } : { status: 'ok', detail };
}
