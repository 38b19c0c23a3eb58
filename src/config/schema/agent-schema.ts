import { z } from 'zod';
import { durationMs } from '../../text/read-duration.ts';
import { PriceSchema } from './price-schema.ts';
import { CountSchema, DurationSchema, PositiveDurationSchema } from './units.ts';

const VariableNameSchema = z.string().regex(/^[A-Za-z_]\w*$/, { error: 'is not the name of a variable' });

/** Names of variables to pass on; or new ones with a value of their own or another variable's. */
const EnvSchema = z.union(
  [
    z.array(VariableNameSchema),
    z.record(
      VariableNameSchema,
      z.union(
        [
          z.string(),
          z.strictObject({ from: VariableNameSchema.describe('the variable whose value it gets') }),
        ],
        {
          error: 'must be a text, or {from: "OTHER_VARIABLE"}',
        },
      ),
    ),
  ],
  { error: 'must be a list of variable names, or {NAME: value | {from: "OTHER"}}' },
);
export type EnvInput = z.infer<typeof EnvSchema>;

/** Shorter, and an agent could be ended although drover watches it: its sign of life comes every few seconds. */
const shortestGraceMs = 10_000;

const GraceSchema = DurationSchema.refine((value) => (durationMs(value) ?? 0) >= shortestGraceMs, {
  error: 'must be at least 10s: drover gives a sign of life every few seconds',
}).meta({ quantity: 'time from 10s' });

export const AgentSchema = z.strictObject({
  kind: z
    .enum(['claude', 'scripted'])
    .describe('`claude`: Claude Code; `scripted`: plays a script, for trials and tests'),
  command: z
    .string()
    .min(1)
    .optional()
    .describe(
      'program to start, found on PATH (absent: `claude`); with a slash: a path, relative to the configuration file',
    ),
  args: z
    .array(z.string())
    .default([])
    .describe('arguments before drover’s own; for `scripted` the script file'),
  script: z.unknown().optional().describe('`scripted` only: the script itself'),
  env: EnvSchema.optional().describe(
    'variables that the agent may see, by name, or `{NAME: value}` or `{NAME: {from: "OTHER"}}`. ' +
      'Absent, for `claude`: ANTHROPIC_API_KEY, ANTHROPIC_AUTH_TOKEN, ANTHROPIC_BASE_URL, ANTHROPIC_MODEL, CLAUDE_CODE_OAUTH_TOKEN',
  ),
  home: z
    .enum(['agent', 'goal', 'user'])
    .default('agent')
    .describe('its HOME: one for all goals of this agent, one per goal, or your own'),
  models: z.array(z.string().min(1)).default([]).describe('models that may be chosen; empty: any'),
  allowedTools: z
    .array(z.string().min(1))
    .default([])
    .describe('tools it may use without asking, on top of the usual ones'),
  deniedTools: z.array(z.string().min(1)).default([]).describe('tools it may never use'),
  systemPrompt: z.string().min(1).optional().describe('added to the agent’s own system prompt'),
  addDirs: z.array(z.string().min(1)).default([]).describe('folders it may use beside the worktree'),
  maxConcurrent: CountSchema.refine((value) => value !== 0 && value !== '0', { error: 'must be at least 1' })
    .default(4)
    .describe('goals that this agent works on at the same time'),
  turnTimeout: PositiveDurationSchema.default('1h').describe('after this time a turn is ended'),
  killAfter: DurationSchema.default('1500ms').describe('between the polite signal and the hard one'),
  stallAfter: PositiveDurationSchema.default('10m').describe(
    'people are told when nothing was heard for so long',
  ),
  silenceAfter: PositiveDurationSchema.default('20m').describe(
    'a turn is ended when nothing was heard for so long',
  ),
  orphanGrace: GraceSchema.default('15m').describe(
    'how long it works on by itself while drover is away; then its turn is ended',
  ),
  billing: z
    .enum(['api', 'subscription'])
    .default('api')
    .describe(
      '`subscription`: it uses a login that is not billed by the token; ANTHROPIC_API_KEY and ANTHROPIC_AUTH_TOKEN are kept from it, and no dollars are counted',
    ),
  price: PriceSchema.optional().describe(
    'what its tokens cost, by model; `default` (needed) stands for every other model. For agents that report tokens and no dollars',
  ),
});
export type AgentInput = z.infer<typeof AgentSchema>;
