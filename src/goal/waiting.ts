import { z } from 'zod';
import { GrowthSchema } from '../domain/budget.ts';

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
