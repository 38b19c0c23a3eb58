import { z } from 'zod';
import { LadderSchema, OperationsSchema } from './beside/ladder-schema.ts';
import {
  CountSchema,
  DurationSchema,
  PositiveCountSchema,
  PositiveDollarsSchema,
  PositiveDurationSchema,
} from './units.ts';

const shareError = 'must be a number above 0 and at most 1, such as 0.8';

const most = (period: string) =>
  PositiveDollarsSchema.optional().describe(`most US dollars ${period}; absent: no limit`);

const PurseSchema = z.strictObject({ day: most('a day (UTC)'), month: most('a month (UTC)') });

/** How the loop decides: what goals share, how long people are waited for, when sessions are compacted or given up. */
export const LoopSchemas = {
  purses: z
    .strictObject({
      user: PurseSchema.optional().describe('what each person may spend, over all goals'),
      channel: PurseSchema.optional().describe('what the goals of each channel may spend'),
      project: PurseSchema.optional().describe('what the goals of each project may spend'),
      global: PurseSchema.extend({ total: most('for ever') })
        .optional()
        .describe('what all goals together may spend'),
    })
    .prefault({})
    .describe('money that goals share; before each turn its expected cost is set aside from all of them'),
  escalation: z
    .strictObject({
      budgetWait: DurationSchema.default('24h').describe(
        'how long a goal whose budget is used up waits for more; 0: it ends at once',
      ),
      questionWait: DurationSchema.default('24h').describe(
        'how long a goal waits for a person’s word, also for the answer to its agent’s question; 0: it is escalated at once, and agents are told that nobody can be asked',
      ),
      askPatience: PositiveDurationSchema.default('50s').describe(
        'how long an agent that asks a person is kept waiting inside its turn, which holds a slot; then it ends the turn, and the answer comes with the next one. Some agents give a tool no more than 60 s',
      ),
      dependencyWait: PositiveDurationSchema.default('7d').describe(
        'how long a goal waits for the goals that it comes after; then it is escalated',
      ),
      ladder: LadderSchema,
      operations: OperationsSchema,
    })
    .prefault({})
    .describe('how long people and other goals are waited for'),
  compaction: z
    .strictObject({
      share: z
        .number()
        .gt(0, { error: shareError })
        .max(1, { error: shareError })
        .default(0.8)
        .describe('a session is compacted when its context fills more than this share of the window'),
      age: PositiveDurationSchema.default('120m').describe('or when it is older than this'),
      minTurns: PositiveCountSchema.default(5).describe('turns between two compactions, at least'),
      failures: CountSchema.default(3).describe(
        'failures in a row after which it is not tried again; 0: it is only done when somebody asks for it',
      ),
    })
    .prefault({})
    .describe('when a session is shortened by its agent before the next turn'),
  session: z
    .strictObject({
      idle: PositiveDurationSchema.default('24h').describe(
        'a session that was not used for so long is not resumed',
      ),
      age: PositiveDurationSchema.default('30d').describe('nor one that is so old'),
    })
    .prefault({})
    .describe('how long an agent’s sessions are resumed'),
  replay: z
    .strictObject({
      maxFreshRetries: CountSchema.default(1).describe(
        'fresh sessions in a row, after a crashed turn was resumed once; then a person is asked',
      ),
      rollbackOnCrash: z
        .boolean()
        .default(false)
        .describe('whether the worktree is returned to its checkpoint before such a fresh session'),
    })
    .prefault({})
    .describe('how turns that broke are tried again'),
};
