import { z } from 'zod';
import { CountSchema, PositiveCountSchema, PositiveDurationSchema } from '../units.ts';

/** Notes as a whole. */
export const MemorySchema = z
  .strictObject({
    enabled: z.boolean().default(true).describe('false: no project’s notes are written, told or tidied'),
    consolidateEvery: PositiveDurationSchema.default('24h').describe(
      'an agent tidies a project’s notes at most so often',
    ),
    consolidateAfter: PositiveCountSchema.default(5).describe(
      'and only after so many goals wrote something since',
    ),
  })
  .prefault({})
  .describe('notes that goals leave for later ones; see memory.md');

/** Notes of one project. */
export const ProjectMemorySchema = z
  .strictObject({
    recall: z
      .boolean()
      .default(true)
      .describe('whether the first prompt of a session tells the notes that fit its task'),
    extract: z
      .boolean()
      .default(false)
      .describe('whether the helper model looks for notes in what agents say'),
    everyTurns: CountSchema.default(1).describe('after how many turns it does'),
    consolidate: z
      .boolean()
      .default(false)
      .describe('whether the project’s agent tidies the notes, in goals of their own that cost money'),
  })
  .prefault({})
  .describe('notes of earlier goals');
export type ProjectMemoryInput = z.infer<typeof ProjectMemorySchema>;
