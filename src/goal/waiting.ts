import { z } from 'zod';
import { GrowthSchema } from '../domain/budget.ts';
import { OriginSchema } from '../domain/origin.ts';
import { rungPlaces } from '../domain/rules/ladder.ts';

const axis = z.enum(['turns', 'wallMs', 'costUsd', 'tokens', 'denies', 'errors', 'overflows']);

/** Why a goal waits, until when, and what happens then. It holds no slot. */
export const WaitingSchema = z.object({
  reason: z.enum(['rate-limit', 'budget', 'permission', 'question', 'dependency']),
  /** What it waits for, in words. */
  note: z.string(),
  /** Epoch milliseconds. */
  deadline: z.number(),
  /** What drover does at the deadline: try again, or end the run. */
  course: z.enum(['queue', 'exhaust', 'escalate']),
  /** The same in words. */
  atDeadline: z.string(),
  /** The request that a person can decide: `R-7K2M4Q`. */
  request: z.string().optional(),
  /** The budget axis that is used up, and what a person is offered to add. */
  axis: axis.optional(),
  offer: GrowthSchema.optional(),
  /** The purse that is empty. */
  purse: z.string().optional(),
});
export type Waiting = z.infer<typeof WaitingSchema>;

/** One rung of an ask's ladder, and what became of it. */
const RungSchema = z.object({
  to: z.enum(rungPlaces),
  /** Milliseconds since people were asked, as configured then. */
  afterMs: z.number(),
  /** Epoch milliseconds. */
  dueAt: z.number(),
  /** `sent`: it is on its way. `dropped`: there was an answer before it could be posted. */
  state: z.enum(['waiting', 'sent', 'delivered', 'refused', 'dropped']),
  /** Where it goes, when that is not the goal's thread. */
  place: OriginSchema.optional(),
  messageId: z.string().optional(),
  /** Why it cannot be delivered: `is_archived`. */
  code: z.string().optional(),
});
export type Rung = z.infer<typeof RungSchema>;

/** How a question or a request climbs until somebody answers it. */
export const LadderSchema = z.object({
  /** What people are asked: `Q-1`, `R-7K2M4Q`. */
  ask: z.string(),
  rungs: z.array(RungSchema),
});
export type Ladder = z.infer<typeof LadderSchema>;
