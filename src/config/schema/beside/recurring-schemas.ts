import { z } from 'zod';
import { NameSchema } from '../project-schema.ts';
import { DurationSchema } from '../units.ts';

const PresetNameSchema = NameSchema.refine((name) => !name.includes('.'), {
  error: 'a name here is made of letters, digits, dashes and underscores',
});

/** The flags of `run` that do not hang on the moment, under the names they have there. */
const presetFlags = {
  project: z.string().optional().describe('which repository; may be left out when there is only one'),
  agent: z.string().optional().describe('absent: that of the project'),
  model: z.string().optional().describe('absent: that of the project'),
  base: z.string().optional().describe('branch, tag or commit to start from'),
  accept: z.array(z.string().min(1)).min(1).optional().describe('commands that must succeed'),
  'no-accept': z.boolean().optional().describe('take the agent’s word'),
  turns: z.number().positive().optional().describe('most turns'),
  cost: z.number().positive().optional().describe('most dollars'),
  tokens: z.number().positive().optional().describe('most tokens'),
  time: z.string().optional().describe('longest working time'),
  deliver: z.string().optional().describe('`branch` or `none`'),
  priority: z.number().int().min(1).max(4).optional().describe('1 is the most urgent'),
};

const PresetSchema = z.strictObject({
  text: z
    .string()
    .default('')
    .describe('what is to be done; `{text}` stands for what is typed, which otherwise follows it'),
  ...presetFlags,
});
export type PresetInput = z.infer<typeof PresetSchema>;

const ScheduledSchema = z
  .strictObject({
    template: z.string().optional().describe('the template it is made from'),
    text: z.string().default('').describe('what is to be done'),
    ...presetFlags,
  })
  .describe('the goal that is dispatched: flags of `run`, and its text');

const ScheduleSchema = z.strictObject({
  cron: z
    .string()
    .min(1)
    .describe(
      'five fields (minute, hour, day of the month, month, day of the week), or `@daily` and its like',
    ),
  zone: z.string().default('UTC').describe('the time zone of those fields'),
  run: ScheduledSchema,
  catchUp: z
    .enum(['once', 'skip'])
    .default('once')
    .describe('moments that drover missed: `once`: one goal for all of them; `skip`: none'),
  overlap: z.boolean().default(false).describe('dispatch although the goal before still works'),
  channel: z
    .string()
    .default('console:terminal')
    .describe('where its goals have their threads: `slack:C0123ABCD`'),
});
export type ScheduleInput = z.infer<typeof ScheduleSchema>;

/** What happens again and again, and what people are told without asking. */
export const RecurringSchemas = {
  schedules: z
    .record(PresetNameSchema, ScheduleSchema)
    .default({})
    .describe('goals that are dispatched again and again, in the name of the local operator'),
  templates: z
    .record(PresetNameSchema, PresetSchema)
    .default({})
    .describe('presets of `run`, for `run --template`'),
  digest: z
    .strictObject({
      after: DurationSchema.default('4h').describe(
        'who was away for so long is told with the next answer that something happened; 0: never',
      ),
    })
    .prefault({})
    .describe('what people are told who were away'),
  report: z
    .strictObject({
      channel: z.string().describe('where it is posted: `slack:C0123ABCD`, or `console:terminal`'),
      hour: z.number().int().min(0).max(23).default(8).describe('from this hour of the day on'),
      zone: z.string().default('UTC').describe('the time zone of that hour'),
    })
    .optional()
    .describe('a report on the goals of a day, posted once a day; absent: none'),
};
