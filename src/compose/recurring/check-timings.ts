import { createCalendar } from '../../../adapters/calendar/create-calendar.ts';
import type { Config } from '../../config/config.ts';
import { DroverError } from '../../domain/errors.ts';

/**
 * Expressions and zones of the configuration, which its schema cannot read.
 * @throws DroverError CONFIG_INVALID naming the first that is wrong
 */
export function checkTimings({ recurring: { schedules, report } }: Pick<Config, 'recurring'>): void {
  const calendar = createCalendar();
  const timings = [
    ...schedules.map(({ name, cron, zone }) => ({ at: `schedules.${name}`, cron, zone })),
    ...(report === undefined ? [] : [{ at: 'report', cron: '@daily', zone: report.zone }]),
  ];
  for (const { at, cron, zone } of timings) {
    const problem = calendar.problemOf(cron, zone);
    if (problem !== undefined)
      throw new DroverError(
        'CONFIG_INVALID',
        `${at}: ${problem}`,
        'docs/schedules.md shows how it is written.',
      );
  }
}
