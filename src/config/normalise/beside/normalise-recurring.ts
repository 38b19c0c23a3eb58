import type { ReportRules, Schedule, Template } from '../../../domain/recurring/schedule.ts';
import { durationMs } from '../../../text/read-duration.ts';
import { optional } from '../../optional.ts';
import type { ConfigFile } from '../../schema/config-file-schema.ts';
import type { PresetInput, ScheduleInput } from '../../schema/beside/recurring-schemas.ts';

/** What happens again and again, and what people are told without asking. */
export interface RecurringConfig {
  readonly schedules: readonly Schedule[];
  readonly templates: Readonly<Record<string, Template>>;
  /** Milliseconds; 0: never. */
  readonly digestAfterMs: number;
  readonly report?: ReportRules;
}

export function normaliseRecurring({ schedules, templates, digest, report }: ConfigFile): RecurringConfig {
  return {
    schedules: Object.entries(schedules).map(([name, input]) => scheduleOf(name, input)),
    templates: Object.fromEntries(
      Object.entries(templates).map(([name, input]) => [name, { name, ...presetOf(input) }]),
    ),
    digestAfterMs: durationMs(digest.after) ?? 0,
    ...optional('report', report),
  };
}

/** Those of the configuration run as the operator at the machine, who wrote it. */
const scheduleOf = (name: string, { run, ...timing }: ScheduleInput): Schedule => ({
  name,
  ...timing,
  ...presetOf(run),
  by: { platform: 'local', user: 'local' },
});

function presetOf({ text, ...flags }: PresetInput): Pick<Template, 'text' | 'flags'> {
  const given = Object.entries(flags).filter(
    (flag): flag is [string, string | number | boolean | string[]] => {
      const [, value] = flag;
      return value !== undefined;
    },
  );
  return { text, flags: Object.fromEntries(given) };
}
