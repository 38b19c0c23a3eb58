import { z } from 'zod';
import { GoalIdSchema } from './ids.ts';

/** The public event types that exist now; NATS subjects are `agent.driver.` + these. */
export const eventTypes = [
  'goal.started',
  'goal.completed',
  'attempt.started',
  'attempt.completed',
  'progress',
  'decision',
  'acceptance',
  'budget.warning',
  'budget.exhausted',
  'escalate',
  'replay',
  'paused',
  'resumed',
  'interrupted',
  'message.receipt',
  'checkpoint',
  'delivery',
  'delivered',
  'wake',
  'sleep',
  'compact',
  'compact.completed',
  'compact.summary_stored',
  'rollback',
  'stalled',
  'question',
  'answered',
  'extract_memories.completed',
  'extract_memories.skipped',
  'auto_dream',
  'hook.dispatched',
  'hook.failed',
] as const;
export type EventType = (typeof eventTypes)[number];

/** A fact about a goal as outsiders read it. `seq` grows by exactly one per goal. */
export const EventRecordSchema = z.object({
  seq: z.number().int().positive(),
  /** Epoch milliseconds. */
  at: z.number(),
  goal: GoalIdSchema,
  run: z.number().int(),
  turn: z.number().int().optional(),
  type: z.enum(eventTypes),
  data: z.record(z.string(), z.unknown()),
});
export type EventRecord = z.infer<typeof EventRecordSchema>;
