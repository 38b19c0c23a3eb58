import { z } from 'zod';
import { ActorSchema } from '../actor.ts';
import { GoalIdSchema } from '../ids.ts';
import { OriginSchema } from '../origin.ts';

/** What schedules and templates may be called: the same letters as projects. */
export const presetNamePattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/;

/** A flag of `run` as a schedule or template keeps it. */
export const PresetFlagSchema = z.union([z.boolean(), z.string(), z.number(), z.array(z.string())]);

/** Flags of `run` under a name, and a text in which `{text}` stands for what is typed. */
export const TemplateSchema = z.object({
  name: z.string(),
  flags: z.record(z.string(), PresetFlagSchema),
  /** Empty: what is typed is the whole text. */
  text: z.string(),
  /** Who saved it; absent for those of the configuration. */
  by: ActorSchema.optional(),
});
export type Template = z.infer<typeof TemplateSchema>;

/** A goal that is dispatched again and again. */
export const ScheduleSchema = z.object({
  name: z.string(),
  /** Five fields, or `@daily` and its like, in `zone`. */
  cron: z.string(),
  zone: z.string(),
  /** What becomes of firings that were missed: one goal for all of them, or none. */
  catchUp: z.enum(['once', 'skip']),
  /** Whether it fires although its last goal is not over. */
  overlap: z.boolean(),
  flags: z.record(z.string(), PresetFlagSchema),
  text: z.string(),
  /** Whose goals they will be; what that person may do is looked at when it fires. */
  by: ActorSchema,
  /** Where their threads will be. One of the configuration names a channel instead (`slack:C1`). */
  place: OriginSchema.optional(),
  channel: z.string().optional(),
});
export type Schedule = z.infer<typeof ScheduleSchema>;

/** How far a schedule is. */
export const ScheduleStateSchema = z.object({
  /** The expression and zone that `next` was made from: a changed one is made anew. */
  timing: z.string(),
  /** The next moment that was not dealt with (epoch milliseconds); absent: there is none. */
  next: z.number().optional(),
  paused: z.boolean(),
  last: z
    .object({
      /** The moment it was due, and the one at which it was dealt with. */
      due: z.number(),
      at: z.number(),
      goal: GoalIdSchema.optional(),
      /** Why there is no goal: `its last goal still works`. */
      note: z.string().optional(),
    })
    .optional(),
});
export type ScheduleState = z.infer<typeof ScheduleStateSchema>;

/** The cause that a firing's goal names; the same for a repeat. */
export const firingId = (name: string, due: number): string => `schedule/${name}/${due}`;

/** What was reported last: the date in the report's zone, and up to which moment (epoch milliseconds). */
export const ReportSaidSchema = z.object({ date: z.string(), at: z.number() });

/** A report that is posted once a day. */
export interface ReportRules {
  /** `slack:C1`, `console:terminal`. */
  readonly channel: string;
  /** From this hour of the zone's day on. */
  readonly hour: number;
  readonly zone: string;
}
