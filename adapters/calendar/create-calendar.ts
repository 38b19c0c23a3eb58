import { Cron } from 'croner';
import type { Calendar } from '../../src/ports/calendar.ts';

/** The names that stand for an expression; `@reboot` is none of them, as it names no moment. */
const nicknames = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

/**
 * Reads cron expressions with croner. Clock changes, as its documentation states and the tests hold: what falls into
 * the hour that does not exist happens at that hour's end; what falls into the hour that comes twice happens the first
 * time, but what is due every hour (or more often) happens in both. Other platforms do the same (Vixie cron).
 */
export function createCalendar(): Calendar {
  return {
    problemOf: (expression, zone) =>
      shapeProblem(expression) ?? zoneProblem(zone) ?? valueProblem(expression),
    next: (expression, zone, after) =>
      new Cron(expression, { timezone: zone, paused: true, mode: '5-part' })
        .nextRun(new Date(after))
        ?.getTime(),
    localTime: (epochMs, zone) => localTime(epochMs, zone),
  };
}

/** croner also takes dates and six fields: seconds are finer than drover looks at the clock. */
function shapeProblem(expression: string): string | undefined {
  if (expression.startsWith('@'))
    return nicknames.includes(expression.toLowerCase())
      ? undefined
      : `${expression} is none of ${nicknames.join(', ')}`;
  const fields = expression.trim().split(/\s+/);
  if (expression.trim() !== '' && fields.length === 5) return undefined;
  return 'a cron expression has five fields: minute, hour, day of the month, month, day of the week';
}

function zoneProblem(zone: string): string | undefined {
  try {
    void new Intl.DateTimeFormat('en', { timeZone: zone });
    return undefined;
  } catch {
    return `${zone} is no time zone; write one such as Europe/Berlin, or UTC`;
  }
}

function valueProblem(expression: string): string | undefined {
  try {
    void new Cron(expression, { paused: true, mode: '5-part' });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^CronPattern: /, '') : String(error);
  }
}

function localTime(epochMs: number, zone: string): { date: string; minutes: number } {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(epochMs);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((candidate) => candidate.type === type)?.value ?? '';
  const date = `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
  return { date, minutes: Number(part('hour')) * 60 + Number(part('minute')) };
}
