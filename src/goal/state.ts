import { z } from 'zod';
import {
  CheckResultSchema,
  CriterionSchema,
  ReviewFlagSchema,
  VerifiedSchema,
} from '../domain/acceptance.ts';
import { ActorSchema } from '../domain/actor.ts';
import { FailureSchema } from '../domain/failure.ts';
import { GrowthSchema } from '../domain/budget.ts';
import { AgentChoiceSchema, GoalSpecSchema, GoalStateSchema } from '../domain/goal.ts';
import { HookRunSchema } from '../domain/hooks/hook.ts';
import { GoalIdSchema } from '../domain/ids.ts';
import { OperatorMessageSchema } from '../domain/message.ts';
import { OriginSchema } from '../domain/origin.ts';
import { QuestionSchema } from '../domain/question.ts';
import { ContextSizeSchema, DiffStatSchema, TurnRecordSchema, UsageSchema } from '../domain/turn.ts';
import { LadderSchema, WaitingSchema } from './waiting.ts';
import { PendingEffectSchema } from './effects.ts';

/** The agent's own memory of the work, by the id under which it is resumed. */
const SessionSchema = z.object({
  agent: z.string(),
  id: z.string(),
  /** The agent has spoken under this id, so it can be resumed. */
  started: z.boolean(),
  /** Running totals that the agent last reported for this session; nothing for agents that report turn by turn. */
  totals: UsageSchema,
  createdAt: z.number(),
  lastActiveAt: z.number(),
  /** Size of its context after the last turn. */
  context: ContextSizeSchema.optional(),
  /** Work turns since it began or was compacted. */
  turns: z.number().int(),
  compactedAt: z.number().optional(),
});

/** A session that is not resumed any more; kept for forensics. */
const PastSessionSchema = z.object({
  agent: z.string(),
  id: z.string(),
  createdAt: z.number(),
  lastActiveAt: z.number(),
  why: z.string(),
});

/** What the next prompt must tell beside failed checks and messages; forgotten when a turn has read it. */
const NewsSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('woke'), reason: z.string(), sleptMs: z.number(), early: z.boolean() }),
  z.object({ type: z.literal('restored'), to: z.string() }),
  z.object({ type: z.literal('handed-over'), from: z.string(), why: z.string() }),
  z.object({ type: z.literal('stopped') }),
  z.object({ type: z.literal('continued') }),
  z.object({ type: z.literal('answered'), question: z.string() }),
]);
export type News = z.infer<typeof NewsSchema>;

/** The checks after a turn: when they were done, how long they took, how many were red. */
const RoundSchema = z.object({
  run: z.number().int(),
  at: z.number(),
  wallMs: z.number(),
  red: z.number().int(),
});
export type Round = z.infer<typeof RoundSchema>;

/** A stretch of time in which a goal stood still, and why. Without `to` it still does. */
const HoldSchema = z.object({
  why: z.enum(['queued', 'paused', 'sleeping', ...WaitingSchema.shape.reason.options]),
  from: z.number(),
  to: z.number().optional(),
});
export type Hold = z.infer<typeof HoldSchema>;

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
  schema: z.literal(3),
  id: GoalIdSchema,
  spec: GoalSpecSchema,
  createdAt: z.number(),
  /** Where posts go; its thread is known once the root card was posted. */
  origin: OriginSchema,
  /** How many root cards were ordered: more than one when a destination refused the first. */
  roots: z.number().int(),
  /** The card in the thread that took the place of the root, which cannot be edited any more. */
  card: z
    .object({
      /** How many there were. */
      number: z.number().int(),
      /** When it was ordered, in epoch milliseconds. */
      at: z.number(),
      /** Absent until it stands. */
      messageId: z.string().optional(),
      /** Why it never will. */
      refused: z.string().optional(),
    })
    .optional(),

  run: z.number().int(),
  /** What earlier runs used: budgets hold for one run. */
  before: z.object({ usage: UsageSchema, checksMs: z.number() }),
  /** What the budgets were grown by. */
  grown: GrowthSchema,
  state: GoalStateSchema,
  /** The main order that comes next when nothing holds the goal. */
  next: z.enum(['choose', 'prepare', 'checkpoint', 'turn', 'evaluate', 'commit', 'deliver']),
  pauseWished: z.boolean(),
  /** The newest stretches in which it stood still. */
  holds: z.array(HoldSchema).optional(),
  pausedBy: ActorSchema.optional(),
  waiting: WaitingSchema.optional(),
  /** How far what people are asked has climbed; documents of before knew none. */
  ladders: z.array(LadderSchema).default([]),
  /** Set while the agent asked to be woken later. */
  sleep: z.object({ since: z.number(), until: z.number(), reason: z.string() }).optional(),
  /** Since when the goal has tried in vain to set money aside, and from which purse; told to people once. */
  emptyPurse: z.object({ key: z.string(), since: z.number() }).optional(),
  /** drover went away, and came back, while a turn ran; until that turn ends. */
  restart: z.object({ leftAt: z.number().optional(), backAt: z.number().optional() }).optional(),
  startedAt: z.number().optional(),
  endedAt: z.number().optional(),
  result: ResultSchema.optional(),

  branch: z.string(),
  /** Marks fenced text in prompts; unguessable, so text from outside cannot close the fence. */
  fence: z.string(),
  workspace: z
    .object({ path: z.string(), branch: z.string(), base: z.string(), baseSha: z.string() })
    .optional(),
  /** The worktree was removed after the goal had ended; it is made again when the goal goes on. */
  evicted: z.object({ at: z.number() }).optional(),
  criteria: z.array(CriterionSchema),
  /** Where the criteria are from, and their digest: nothing that the agent does can change them. */
  pinned: z
    .object({
      source: z.enum(['request', 'configuration', 'project', 'default', 'none']),
      digest: z.string(),
      /** The project's own file at base, where they were read. */
      file: z.string().optional(),
    })
    .optional(),
  baseline: z.array(CheckResultSchema).optional(),
  checks: z.array(CheckResultSchema).optional(),
  /** Every time that the work was judged. */
  rounds: z.array(RoundSchema).optional(),
  /** Acceptance time so far; part of the working clock. */
  checksMs: z.number(),
  verified: VerifiedSchema.optional(),
  /** The git tree that the last checks judged; this and nothing else is committed. */
  evaluatedTree: z.string().optional(),
  /** What a reviewer should look at. */
  flags: z.array(ReviewFlagSchema).optional(),
  sha: z.string().optional(),
  diff: DiffStatSchema.optional(),
  delivery: z.object({
    state: z.enum(['none', 'pending', 'pushed', 'failed']),
    ref: z.string().optional(),
    problem: z.string().optional(),
  }),

  /** Who works now: the goal's agent, or what it failed over or was switched to. */
  agent: AgentChoiceSchema,
  /** Why this agent, when drover chose it. */
  chosen: z.string().optional(),
  /** Who takes over when the running turn is over, because a person asked for it. */
  switchTo: AgentChoiceSchema.optional(),
  session: SessionSchema.optional(),
  pastSessions: z.array(PastSessionSchema),
  compaction: z.object({
    /** Why the next turn is preceded by a compaction. */
    wanted: z.enum(['pressure', 'age', 'asked', 'overflow']).optional(),
    /** What a person asked to keep. */
    focus: z.string().optional(),
    /** Failures in a row. */
    failures: z.number().int(),
  }),
  /** What a session was compacted to; a session that begins afresh goes on from it. */
  summary: z
    .object({
      text: z.string(),
      at: z.number(),
      before: z.number().optional(),
      after: z.number().optional(),
    })
    .optional(),
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
  /** What the helper model used for this goal; no part of its budgets. */
  helperUsage: UsageSchema,
  streak: StreakSchema,
  lastFailure: FailureSchema.optional(),
  /** The failure of the last red checks, how often in a row it was the same, and what is advised against it. */
  trouble: z
    .object({ fingerprint: z.string(), count: z.number().int(), hints: z.array(z.string()) })
    .optional(),
  news: z.array(NewsSchema),
  checkpoints: z.array(z.object({ number: z.number().int(), sha: z.string(), at: z.number() })),
  messages: z.array(OperatorMessageSchema),
  questions: z.array(QuestionSchema),
  /** Goals that this one waits for, with how they ended. */
  dependencies: z.array(z.object({ goal: GoalIdSchema, state: GoalStateSchema.optional() })),
  hookRuns: z.array(HookRunSchema),
  /** Notes that the newest session was told. */
  recalled: z.number().int().optional(),
  /** Failed extractions in a row, the turn that the last one was about, and the one that waits for it. */
  remembering: z.object({
    failures: z.number().int(),
    lastSeq: z.number().int(),
    waiting: z.number().int().optional(),
  }),
  /** What the running turn last showed. */
  progress: z
    .object({
      text: z.string(),
      tools: z.number().int(),
      at: z.number(),
      /** What the running turn has used so far, as far as its stream tells. */
      usage: UsageSchema.optional(),
      /** People were told that nothing is heard from it. */
      stalled: z.boolean().optional(),
    })
    .optional(),
  warned: z.array(z.string()),

  effects: z.array(PendingEffectSchema),
  nextEffect: z.number().int(),
  nextPost: z.number().int(),
});
export type GoalDocument = z.infer<typeof GoalDocumentSchema>;
