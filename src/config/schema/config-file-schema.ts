import { z } from 'zod';
import { MemorySchema } from './beside/memory-schema.ts';
import { AgentSchema } from './agent-schema.ts';
import { AccessSchema, BudgetInputSchema, NameSchema, ProjectSchema } from './project-schema.ts';
import { HelperSchemas } from './beside/helper-schemas.ts';
import { VerifiersSchema } from './beside/verifier-schema.ts';
import { HookSchemas } from './beside/hook-schema.ts';
import { RecurringSchemas } from './beside/recurring-schemas.ts';
import { LoopSchemas } from './loop-schemas.ts';
import { PeopleSchemas } from './beside/people-schema.ts';
import { TriggersSchema } from './beside/trigger-schema.ts';
import { RetentionSchema } from './retention-schema.ts';
import { DiscordSchema } from './beside/discord-schema.ts';
import { SlackSchema } from './beside/slack-schema.ts';
import { ThreadsSchema } from './beside/thread-schema.ts';
import { CountSchema } from './units.ts';

/** The configuration file, exactly the keys that this version uses. Descriptions become docs/configuration.md. */
export const ConfigFileSchema = z.strictObject({
  projects: z
    .record(NameSchema, ProjectSchema)
    .default({})
    .describe('the repositories that goals can be about'),
  agents: z
    .record(NameSchema, AgentSchema)
    .default({})
    .describe('the coding agents; absent: one called `claude`, of kind `claude`'),
  budget: BudgetInputSchema.default({}).describe(
    'limits of a goal when project and dispatcher say nothing; 0 switches one off',
  ),
  access: AccessSchema.prefault({}).describe(
    'who may do what, everywhere: lists of `slack:U0123ABCD` (a person), `slack:S0123ABCD` (a user group), `discord:1234` (a person), `discord:@1234` (a role) and `local`; an empty list means nobody, except the local operator; see docs/access.md',
  ),
  ...PeopleSchemas,
  triggers: TriggersSchema,
  ...LoopSchemas,
  ...HelperSchemas,
  verifiers: VerifiersSchema,
  retention: RetentionSchema,
  memory: MemorySchema,
  threads: ThreadsSchema,
  slack: SlackSchema,
  discord: DiscordSchema,
  ...HookSchemas,
  ...RecurringSchemas,
  git: z
    .strictObject({
      identity: z
        .strictObject({
          name: z.string().min(1).default('drover').describe('the author’s name'),
          email: z
            .string()
            .regex(/^[^\s<>@]+@[^\s<>@]+$/, { error: 'must be an address such as drover@example.org' })
            .default('drover@localhost')
            .describe('the author’s address'),
        })
        .prefault({})
        .describe('author of the commits that drover makes'),
    })
    .prefault({})
    .describe('how drover uses git'),
  beacon: z
    .strictObject({
      everyTurns: CountSchema.default(5).describe('turns between two progress notices; 0: none'),
      minSeconds: z.number().min(0).default(3).describe('seconds between two edits of a status card'),
    })
    .prefault({})
    .describe('how often drover tells how far it is'),
  concurrency: z
    .strictObject({
      goals: CountSchema.refine((value) => value !== 0 && value !== '0', { error: 'must be at least 1' })
        .default(4)
        .describe('goals being worked on at the same time; `limit` changes it while drover runs'),
      perProject: CountSchema.default(0).describe('the same, of one project; 0: no limit of its own'),
      perUser: CountSchema.default(0).describe('the same, of one person; 0: no limit of its own'),
    })
    .prefault({})
    .describe('how much happens at the same time'),
});
/** A configuration file after parsing: defaults filled in, times and amounts still as written. */
export type ConfigFile = z.infer<typeof ConfigFileSchema>;
