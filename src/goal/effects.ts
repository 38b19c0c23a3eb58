import { z } from 'zod';
import { AgentChoiceSchema } from '../domain/goal.ts';
import { EffectIdSchema } from '../domain/ids.ts';
import { UsageSchema } from '../domain/turn.ts';

const order = { id: EffectIdSchema };

/**
 * What is still to be done for a goal: orders with an id, whose answer must bear it.
 * They are performed at least once; each begins by finding out what an earlier try left.
 */
export const PendingEffectSchema = z.discriminatedUnion('type', [
  z.object({ ...order, type: z.literal('PrepareWorkspace') }),
  /** Information only: runs beside the first turn, in a checkout of its own. */
  z.object({ ...order, type: z.literal('RunBaseline') }),
  z.object({ ...order, type: z.literal('MakeCheckpoint'), number: z.number().int() }),
  z.object({
    ...order,
    type: z.literal('RunTurn'),
    /** `compact`: the agent shortens its own context; it costs tokens and no turn, and takes no messages. */
    kind: z.enum(['work', 'compact']),
    turn: z.number().int(),
    attempt: z.number().int(),
    agent: AgentChoiceSchema,
    session: z.object({ id: z.string(), resume: z.boolean(), totals: UsageSchema }),
    /** Operator messages that stand at the head of this turn's prompt. */
    receipts: z.array(z.string()),
    checkpoint: z.string().optional(),
    /** Longest time this turn may take, in milliseconds, where the wall budget is nearer than the agent's own limit. */
    wallLeftMs: z.number().optional(),
    /** Set when an agent process was about to be started for this order. */
    started: z
      .object({
        seq: z.number().int(),
        at: z.number(),
        promptBytes: z.number().int(),
        promptDigest: z.string().optional(),
      })
      .optional(),
    /** Why the process is to be ended before its time; what it cost is reported all the same. */
    abort: z.enum(['cancelled', 'stopped', 'interrupted', 'budget']).optional(),
  }),
  /** Returns the worktree to a checkpoint, or to the base; done also while the goal holds no slot. */
  z.object({
    ...order,
    type: z.literal('RestoreWorkspace'),
    to: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('base') }),
      z.object({ kind: z.literal('checkpoint'), number: z.number().int(), sha: z.string() }),
    ]),
  }),
  z.object({ ...order, type: z.literal('CheckAcceptance') }),
  z.object({ ...order, type: z.literal('CommitWork') }),
  z.object({ ...order, type: z.literal('DeliverBranch'), sha: z.string() }),
]);
export type PendingEffect = z.infer<typeof PendingEffectSchema>;
export type RunTurnEffect = Extract<PendingEffect, { type: 'RunTurn' }>;

type WithoutId<E> = E extends unknown ? Omit<E, 'id'> : never;
export type NewEffect = WithoutId<PendingEffect>;
