import { z } from 'zod';
import { ProjectMemorySchema } from './beside/memory-schema.ts';
import { HooksSchema } from './beside/hook-schema.ts';
import { AcceptSchema } from './criterion-schema.ts';
import { CountSchema, DollarsSchema, DurationSchema, PositiveDurationSchema } from './units.ts';

/** Names become folders and flags: letters and digits first, then also dot, dash and underscore. */
export const NameSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*$/, {
    error:
      'a name is made of letters, digits, dots, dashes and underscores, and begins with a letter or digit',
  })
  .max(40, 'a name has at most 40 characters');

export const BudgetInputSchema = z.strictObject({
  turns: CountSchema.optional().describe('turns of the agent (40)'),
  time: DurationSchema.optional().describe('working time of agent and checks together (4h)'),
  cost: DollarsSchema.optional().describe('US dollars, where the agent reports a cost (5)'),
  tokens: CountSchema.optional().describe('tokens of all kinds together (2M)'),
  denies: CountSchema.optional().describe('refused tool calls in a row (8)'),
  errors: CountSchema.optional().describe('failed turns in a row (5)'),
  overflows: CountSchema.optional().describe('context overflows in a row (3)'),
});
export type BudgetInput = z.infer<typeof BudgetInputSchema>;

const PrincipalsSchema = z.array(z.string()).default([]);

export const AccessSchema = z.strictObject({
  view: PrincipalsSchema.describe('may see goals'),
  run: PrincipalsSchema.describe('may also start goals and steer their own'),
  approve: PrincipalsSchema.describe('may also decide requests and steer the goals of others'),
  admin: PrincipalsSchema.describe('may do everything'),
});
export type AccessInput = z.infer<typeof AccessSchema>;

export const ProjectSchema = z.strictObject({
  source: z
    .string()
    .min(1, 'must not be empty')
    .describe(
      'path or URL of the git repository; a relative path starts at the configuration file, `~/` at your home',
    ),
  base: z
    .string()
    .min(1)
    .optional()
    .describe('branch, tag or commit to start from; absent: the default branch'),
  accept: AcceptSchema.default('auto').describe(
    'what must hold before a goal is done: commands and criteria in order; `auto`: found by the kind of project; `none`: nothing is checked',
  ),
  setup: z
    .string()
    .min(1, 'must not be empty')
    .optional()
    .describe(
      'command run once in every new worktree, before the first turn, as the checks are; when it fails, the goal ends',
    ),
  setupTimeout: PositiveDurationSchema.default('15m').describe('how long it may take'),
  agent: z
    .string()
    .optional()
    .describe(
      'absent: the only agent; where there are several, the one with the least to do when a goal begins',
    ),
  model: z.string().min(1).optional().describe("absent: the agent's own default"),
  fallback: z
    .array(z.string().regex(/^[^\s:]+(?::\S+)?$/, { error: 'must be an agent, or agent:model' }))
    .default([])
    .describe('who takes over when the agent cannot go on, in order: `agent` or `agent:model`'),
  budget: BudgetInputSchema.optional().describe('what differs from the defaults under `budget`'),
  deliver: z
    .enum(['branch', 'none'])
    .default('branch')
    .describe('`branch`: push the goal’s branch into the source; `none`: leave it in the worktree'),
  channels: z
    .array(z.string())
    .default([])
    .describe('channels whose goals go to this project: `slack:C0123ABCD`'),
  memory: ProjectMemorySchema,
  hooks: HooksSchema,
  access: AccessSchema.optional().describe('rights in this project, beside those under `access`'),
});
export type ProjectInput = z.infer<typeof ProjectSchema>;
