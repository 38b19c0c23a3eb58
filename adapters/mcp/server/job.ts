import { z } from 'zod';

/** What the program beside an agent is told: in a file that only this user can read, because it holds the token. */
export const DoorJobSchema = z.object({
  socket: z.string(),
  tag: z.string(),
  token: z.string(),
  /** Milliseconds after which the agent is told to end its turn, when drover does not say so before. */
  patienceMs: z.number(),
  /** Where a question is left that drover could not be told. */
  questionFile: z.string(),
});
export type DoorJob = z.infer<typeof DoorJobSchema>;
