import { z } from 'zod';
import { ActorSchema } from './actor.ts';

/** What an agent asked a person. It is answered exactly once, or its time runs out. */
export const QuestionSchema = z.object({
  /** `Q-1`, unique within the goal. */
  id: z.string(),
  /** Names the agent's call, so that a repeat is the same question. */
  call: z.string(),
  turn: z.number().int(),
  text: z.string(),
  options: z.array(z.string()),
  /** What is answered when nobody does in time. */
  fallback: z.string().optional(),
  askedAt: z.number(),
  /** Epoch milliseconds. */
  deadline: z.number(),
  /** `expired`: no person answered it. It has an answer all the same when the agent named one for this case. */
  state: z.enum(['open', 'answered', 'expired']),
  answer: z.string().optional(),
  /** Absent when the fallback was taken. */
  by: ActorSchema.optional(),
  answeredAt: z.number().optional(),
  /** The agent knows how it ended: by the tool's result, or by a prompt. */
  taken: z.boolean().optional(),
});
export type Question = z.infer<typeof QuestionSchema>;

/** A question as it is put to people. */
export interface AskedQuestion {
  /** Names the agent's call: a repeat bears the same one. */
  readonly call: string;
  readonly text: string;
  readonly options: readonly string[];
  /** What counts when nobody answers in time. */
  readonly fallback?: string;
}

/** A question as agents word it, in a call of the tool or in the turn's question file. */
export const AskSchema = z.object({
  question: z.string().trim().min(1).max(4000),
  options: z.array(z.string().trim().min(1).max(300)).max(10).default([]),
  /** What counts when nobody answers in time. */
  default: z.string().trim().min(1).max(1000).optional(),
});
