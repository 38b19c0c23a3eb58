import { z } from 'zod';
import { ActorSchema } from './actor.ts';
import { CriterionSchema } from './acceptance.ts';
import { AttachmentSchema, SourceMessageSchema } from './surface/attachment.ts';
import { BudgetSchema } from './budget.ts';
import { HookSchema } from './hooks/hook.ts';
import { GoalIdSchema } from './ids.ts';
import { OriginSchema } from './origin.ts';

export const GoalStateSchema = z.enum([
  'queued',
  'preparing',
  'running',
  'paused',
  'waiting',
  'sleeping',
  'done',
  'failed',
  'cancelled',
  'exhausted',
  'escalated',
]);
export type GoalState = z.infer<typeof GoalStateSchema>;

const terminalStates: ReadonlySet<GoalState> = new Set([
  'done',
  'failed',
  'cancelled',
  'exhausted',
  'escalated',
]);
/** Whether a run in this state is over. A terminal state is never overwritten. */
export const isTerminal = (state: GoalState): boolean => terminalStates.has(state);

export const DeliverModeSchema = z.enum(['pr', 'branch', 'commit', 'patch', 'none']);
export type DeliverMode = z.infer<typeof DeliverModeSchema>;

/** An agent, and the model it uses where one was named: what a turn is run with, and what a goal can fail over to. */
export const AgentChoiceSchema = z.object({ name: z.string(), model: z.string().optional() });
export type AgentChoice = z.infer<typeof AgentChoiceSchema>;

/** `claude`, `claude (opus)`. */
export const agentWords = ({ name, model }: AgentChoice): string =>
  model === undefined ? name : `${name} (${model})`;

/** What a goal that a hook dispatched is told of the one before it. */
export const ParentResultSchema = z.object({ task: z.string(), status: z.string(), summary: z.string() });
export type ParentResult = z.infer<typeof ParentResultSchema>;

/** What was asked for, resolved against the configuration at dispatch; it does not change during a run. */
export const GoalSpecSchema = z.object({
  /** The whole text as typed. */
  text: z.string().min(1),
  /** First line, shortened, for cards. */
  title: z.string(),
  project: z.string(),
  /** Path or URL of the repository. */
  source: z.string(),
  /** Branch, tag or sha; absent = the source's default branch. */
  base: z.string().optional(),
  agent: z.string(),
  model: z.string().optional(),
  /** What takes over when that agent cannot go on, in order. */
  fallback: z.array(AgentChoiceSchema).default([]),
  /** Who named the criteria: the person who asked, or the configuration. */
  acceptanceFrom: z.enum(['request', 'configuration']).optional(),
  /** `auto` = found by project type at the base. `none` = accepted as the agent left it, unverified. */
  acceptance: z.union([z.literal('auto'), z.literal('none'), z.array(CriterionSchema).min(1)]),
  budget: BudgetSchema,
  deliver: DeliverModeSchema,
  priority: z.number().int().min(1).max(4).default(3),
  /** Run once in a new worktree, before the first turn. */
  setup: z.object({ command: z.string(), timeoutMs: z.number() }).optional(),
  /** Nobody named an agent: the one with the least to do is taken. */
  choose: z.boolean().optional(),
  /** It begins when these are done. */
  after: z.array(GoalIdSchema).default([]),
  /** What happens when one of them ends badly. */
  afterFailed: z.enum(['cancel', 'run']).default('cancel'),
  /** The goal whose hook dispatched this one, and how long that chain is. */
  parent: GoalIdSchema.optional(),
  depth: z.number().int().default(0),
  /** What came of that goal, for the prompt: data from outside. */
  parentResult: ParentResultSchema.optional(),
  hooks: z.array(HookSchema).default([]),
  /** Notes of earlier goals: whether they are told, and after how many turns new ones are looked for; 0: never. */
  memory: z
    .object({ recall: z.boolean(), extractEvery: z.number().int() })
    .default({ recall: false, extractEvery: 0 }),
  /** `memory-only`: the worktree is a folder of notes, and nothing else is touched. */
  profile: z.enum(['standard', 'memory-only']).default('standard'),
  /** What becomes of plain words in its thread: `steer` hands them to the agent; otherwise drover is to be named. */
  replies: z.enum(['steer', 'mention']).optional(),
  /** Files and pictures that came with the request. */
  attachments: z.array(AttachmentSchema).optional(),
  /** The message it was asked for with, where it was one. */
  asking: SourceMessageSchema.optional(),
  /** What dispatched it, when no person did directly: `schedule/nightly`, `hook/G-1`. */
  from: z.string().optional(),
  dispatcher: ActorSchema,
  /** The one account that stands for all linked ones of the dispatcher, for purses and slots; absent: the dispatcher’s own. */
  person: z.string().optional(),
  /** What the text took out of a trigger’s call: data from outside, and the task as it is without it. */
  outside: z
    .object({ task: z.string(), values: z.array(z.object({ path: z.string(), value: z.string() })) })
    .optional(),
  origin: OriginSchema,
});
export type GoalSpec = z.infer<typeof GoalSpecSchema>;

/** A goal with nothing before, beside or after it. */
export const plainGoal = {
  after: [],
  afterFailed: 'cancel',
  depth: 0,
  hooks: [],
  memory: { recall: false, extractEvery: 0 },
  profile: 'standard',
} satisfies Partial<GoalSpec>;
