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
  state: z.enum(['open', 'answered', 'expired']),
  answer: z.string().optional(),
  /** Absent when the fallback was taken. */
  by: ActorSchema.optional(),
  answeredAt: z.number().optional(),
  /** The agent has the answer: as the tool's result, or in a prompt. */
  taken: z.boolean().optional(),
});
export type Question = z.infer<typeof QuestionSchema>;
