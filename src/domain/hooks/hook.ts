import { z } from 'zod';
import { GoalIdSchema, type GoalId } from '../ids.ts';

/** When a hook acts. `failed` is every bad end: failed, exhausted, escalated. */
export const HookMomentSchema = z.enum(['done', 'failed', 'cancelled', 'progress', 'waiting']);
export type HookMoment = z.infer<typeof HookMomentSchema>;

/** What a hook does. */
export const HookActionSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('notify-origin'), text: z.string().optional() }),
  /** `channel`: `slack:C0123ABCD` or `console`. */
  z.object({ do: z.literal('notify-channel'), channel: z.string().min(1), text: z.string().optional() }),
  /** A new goal, as the dispatcher of this one. `onlyIf`: something was changed; all checks were verified. */
  z.object({
    do: z.literal('dispatch'),
    text: z.string().min(1),
    project: z.string().optional(),
    onlyIf: z.enum(['changed', 'verified']).optional(),
  }),
  /** `secret`: name of the variable whose value signs the body. */
  z.object({ do: z.literal('webhook'), url: z.string().min(1), secret: z.string().optional() }),
  z.object({ do: z.literal('nats'), subject: z.string().min(1) }),
  /** Run with `sh -c`; facts are environment variables, nothing is put into the text. */
  z.object({ do: z.literal('shell'), command: z.string().min(1) }),
]);
export type HookAction = z.infer<typeof HookActionSchema>;

/** What a goal does when its state changes. */
export const HookSchema = z.object({
  /** Unique within the goal: `project/notify-team`, `H-1`. */
  id: z.string().min(1),
  on: HookMomentSchema,
  /** For `progress`: after every so many turns. */
  everyTurns: z.number().int().positive().optional(),
  action: HookActionSchema,
});
export type Hook = z.infer<typeof HookSchema>;

/** Names one act for ever: in the claim, in a delivery's header, as the key of a post or a dispatch. */
export const hookKey = (goal: GoalId, act: HookAct): string =>
  ['hook', goal, act.run, act.on, act.turn, act.hook].join('/');

/** The goal that an act belongs to; undefined when that is no act's key. */
export function goalOfHookKey(key: string): GoalId | undefined {
  const [kind, goal] = key.split('/');
  const parsed = GoalIdSchema.safeParse(goal);
  return kind === 'hook' && parsed.success ? parsed.data : undefined;
}

/** What makes one act this one and no other. */
export type HookAct = Pick<HookRun, 'hook' | 'on' | 'run' | 'turn'>;

/** One act of one hook. It is claimed before anything is done, so that it is not done twice. */
export const HookRunSchema = z.object({
  hook: z.string(),
  on: HookMomentSchema,
  run: z.number().int(),
  turn: z.number().int(),
  state: z.enum(['pending', 'claimed', 'done', 'failed', 'unknown']),
  at: z.number(),
  /** What became of it, in words. */
  note: z.string().optional(),
});
export type HookRun = z.infer<typeof HookRunSchema>;
