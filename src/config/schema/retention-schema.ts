import { z } from 'zod';
import { DurationSchema, SizeSchema } from './units.ts';

/** What becomes of the worktrees, checkpoints and records of goals that have ended. */
export const RetentionSchema = z
  .strictObject({
    worktrees: DurationSchema.default('7d').describe(
      'how long a goal that has ended keeps its worktree; it is made again when the goal goes on; 0: for ever',
    ),
    refs: DurationSchema.default('30d').describe(
      'how long it keeps its checkpoints, at least as long as its worktree; 0: for ever',
    ),
    turns: DurationSchema.default('30d').describe(
      'how long what its agents and checks printed is kept; 0: for ever',
    ),
    disk: SizeSchema.default('0').describe(
      'most disk that worktrees and turns may take; goals that ended longest ago give up theirs first; 0: no quota',
    ),
  })
  .prefault({})
  .describe('how long what ended goals left is kept; open goals are never touched');
