import { z } from 'zod';
import { CheckResultSchema, CriterionSchema, VerifiedSchema } from '../domain/acceptance.ts';
import { ActorSchema } from '../domain/actor.ts';
import { FailureSchema } from '../domain/failure.ts';
import { GoalSpecSchema, GoalStateSchema } from '../domain/goal.ts';
import { GoalIdSchema } from '../domain/ids.ts';
import { OperatorMessageSchema } from '../domain/message.ts';
import { OriginSchema } from '../domain/origin.ts';
import { DiffStatSchema, TurnRecordSchema, UsageSchema } from '../domain/turn.ts';
import { PendingEffectSchema } from './effects.ts';

/** Why a goal waits, until when, and what happens then. */
const WaitingSchema = z.object({
  reason: z.enum(['rate-limit']),
  note: z.string(),
  deadline: z.number(),
  /** What drover does at the deadline, in words. */
  atDeadline: z.string(),
});

const SessionSchema = z.object({
  id: z.string(),
  /** The agent has spoken under this id, so it can be resumed. */
  started: z.boolean(),
  /** Running total that the agent last reported for this session. */
  costUsd: z.number(),
  createdAt: z.number(),
  lastActiveAt: z.number(),
});

/** How a run ended. `reason` is for people, `hint` says what they can do. */
const ResultSchema = z.object({
  reason: z.string(),
  hint: z.string().optional(),
  code: z.string().optional(),
  by: ActorSchema.optional(),
});

/** Failures in a row, reset by any turn that ran to its end. */
const StreakSchema = z.object({
  errors: z.number().int(),
  transient: z.number().int(),
  crashes: z.number().int(),
  denies: z.number().int(),
  overflows: z.number().int(),
});

/**
 * Everything drover knows about one goal: what was asked, where it stands, what is still to be done.
 * This is what is stored; nothing that the loop needs after a crash lives anywhere else.
 */
export const GoalDocumentSchema = z.object({
  schema: z.literal(1),
  id: GoalIdSchema,
  spec: GoalSpecSchema,
  createdAt: z.number(),
  /** Where posts go; its thread is known once the root card was posted. */
  origin: OriginSchema,
  /** How many root cards were ordered: more than one when a destination refused the first. */
  roots: z.number().int(),

  run: z.number().int(),
  state: GoalStateSchema,
  /** The main order that comes next when nothing holds the goal. */
  next: z.enum(['prepare', 'checkpoint', 'turn', 'evaluate', 'commit', 'deliver']),
  pauseWished: z.boolean(),
  pausedBy: ActorSchema.optional(),
  waiting: WaitingSchema.optional(),
  startedAt: z.number().optional(),
  endedAt: z.number().optional(),
  result: ResultSchema.optional(),

  branch: z.string(),
  /** Marks fenced text in prompts; unguessable, so text from outside cannot close the fence. */
  fence: z.string(),
  workspace: z
    .object({ path: z.string(), branch: z.string(), base: z.string(), baseSha: z.string() })
    .optional(),
  criteria: z.array(CriterionSchema),
  baseline: z.array(CheckResultSchema).optional(),
  checks: z.array(CheckResultSchema).optional(),
  /** Acceptance time so far; part of the working clock. */
  checksMs: z.number(),
  verified: VerifiedSchema.optional(),
  sha: z.string().optional(),
  diff: DiffStatSchema.optional(),
  delivery: z.object({
    state: z.enum(['none', 'pending', 'pushed', 'failed']),
    ref: z.string().optional(),
    problem: z.string().optional(),
  }),

  session: SessionSchema.optional(),
  /** Turns begun in this run. */
  turn: z.number().int(),
  /** Starts of an agent process within the current turn. */
  attempt: z.number().int(),
  /** Starts of an agent process over all runs. */
  seq: z.number().int(),
  /** The next start repeats the current turn instead of beginning a new one. */
  sameTurn: z.boolean(),
  turns: z.array(TurnRecordSchema),
  usage: UsageSchema,
  streak: StreakSchema,
  lastFailure: FailureSchema.optional(),
  checkpoints: z.array(z.object({ number: z.number().int(), sha: z.string(), at: z.number() })),
  messages: z.array(OperatorMessageSchema),
  /** What the running turn last showed. */
  progress: z.object({ text: z.string(), tools: z.number().int(), at: z.number() }).optional(),
  warned: z.array(z.string()),

  effects: z.array(PendingEffectSchema),
  nextEffect: z.number().int(),
  nextPost: z.number().int(),
});
export type GoalDocument = z.infer<typeof GoalDocumentSchema>;
