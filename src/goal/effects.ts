import { z } from 'zod';
import { AgentChoiceSchema } from '../domain/goal.ts';
import { HookMomentSchema } from '../domain/hooks/hook.ts';
import { EffectIdSchema } from '../domain/ids.ts';
import { UsageSchema } from '../domain/turn.ts';

const order = { id: EffectIdSchema };

/**
 * What is still to be done for a goal: orders with an id, whose answer must bear it.
 * They are performed at least once; each begins by finding out what an earlier try left.
 */
export const PendingEffectSchema = z.discriminatedUnion('type', [
  z.object({ ...order, type: z.literal('ChooseAgent') }),
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
  /** The helper model writes down where the session stands; the next one begins with that. */
  z.object({ ...order, type: z.literal('SummariseSession') }),
  /** Beside the loop: a few sentences about one turn. */
  z.object({ ...order, type: z.literal('SummariseTurn'), seq: z.number().int() }),
  /** Beside the loop: notes out of one turn. */
  z.object({ ...order, type: z.literal('ExtractMemory'), seq: z.number().int() }),
  /** Beside the loop: one act of one hook. */
  z.object({
    ...order,
    type: z.literal('RunHook'),
    hook: z.string(),
    on: HookMomentSchema,
    run: z.number().int(),
    turn: z.number().int(),
    /** Set before anything is done: an earlier life may have done it. */
    claimedAt: z.number().optional(),
    /** Tries that certainly did nothing, and when the next one may be made, in epoch milliseconds. */
    tries: z.number().int().optional(),
    notBefore: z.number().optional(),
  }),
]);
export type PendingEffect = z.infer<typeof PendingEffectSchema>;
export type RunTurnEffect = Extract<PendingEffect, { type: 'RunTurn' }>;

const beside: ReadonlySet<PendingEffect['type']> = new Set([
  'RunBaseline',
  'SummariseTurn',
  'ExtractMemory',
  'RunHook',
]);
/** Whether an order is carried out beside the loop, which does not wait for it. */
export const isBeside = (effect: PendingEffect): boolean => beside.has(effect.type);

type WithoutId<E> = E extends unknown ? Omit<E, 'id'> : never;
export type NewEffect = WithoutId<PendingEffect>;
