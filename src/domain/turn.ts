import { z } from 'zod';
import { FailureSchema } from './failure.ts';

/** Tokens by kind, dollars, and wall time of agent processes. Cost is absent where the agent has no price. */
export const UsageSchema = z.object({
  input: z.number().default(0),
  output: z.number().default(0),
  cacheRead: z.number().default(0),
  cacheWrite: z.number().default(0),
  costUsd: z.number().optional(),
  wallMs: z.number().default(0),
});
export type Usage = z.infer<typeof UsageSchema>;

export const noUsage: Usage = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0, wallMs: 0 };

/** Files in a turn's folder through which an agent without a tool for it speaks to drover, by the variable that names them. */
export const turnFileNames = {
  DROVER_QUESTION_FILE: 'question.json',
  DROVER_SUMMARY_FILE: 'summary.md',
} as const;

/** All four kinds of tokens together: what the `tokens` budget counts. */
export const tokensOf = (usage: Usage): number =>
  usage.input + usage.output + usage.cacheRead + usage.cacheWrite;

/** The sum of two usages; cost stays absent only while neither has one. */
export function addUsage(a: Usage, b: Usage): Usage {
  const cost =
    a.costUsd === undefined && b.costUsd === undefined
      ? {}
      : { costUsd: (a.costUsd ?? 0) + (b.costUsd ?? 0) };
  return {
    input: a.input + b.input,
    output: a.output + b.output,
    cacheRead: a.cacheRead + b.cacheRead,
    cacheWrite: a.cacheWrite + b.cacheWrite,
    wallMs: a.wallMs + b.wallMs,
    ...cost,
  };
}

/**
 * What was used since an earlier running total of the same session. A total below the earlier one means that the count
 * began anew, and then all of it is new. Wall time is never a total.
 */
export function usageSince(total: Usage, before: Usage): Usage {
  const anew = tokensOf(total) < tokensOf(before) || (total.costUsd ?? 0) < (before.costUsd ?? 0);
  if (anew) return total;
  const cost = total.costUsd === undefined ? {} : { costUsd: total.costUsd - (before.costUsd ?? 0) };
  return {
    input: total.input - before.input,
    output: total.output - before.output,
    cacheRead: total.cacheRead - before.cacheRead,
    cacheWrite: total.cacheWrite - before.cacheWrite,
    wallMs: total.wallMs,
    ...cost,
  };
}

/** Changes in a worktree since base: what is committed, what is not, what git does not know yet. */
export const DiffStatSchema = z.object({
  files: z.number().int(),
  insertions: z.number().int(),
  deletions: z.number().int(),
  untracked: z.number().int(),
  commits: z.number().int(),
});
export type DiffStat = z.infer<typeof DiffStatSchema>;

/** A tool call that the agent wanted to make and that was refused. */
export const DenialSchema = z.object({ tool: z.string(), what: z.string() });
export type Denial = z.infer<typeof DenialSchema>;

/** Tokens in a session's context now, and how many the model can take, where it is known. */
export const ContextSizeSchema = z.object({ used: z.number(), window: z.number().optional() });
export type ContextSize = z.infer<typeof ContextSizeSchema>;

/** One start of an agent process. Rows are appended, never overwritten: a retry has a row of its own. */
export const TurnRecordSchema = z.object({
  run: z.number().int(),
  /** Grows at every start of an agent process, over all runs. */
  seq: z.number().int(),
  turn: z.number().int(),
  attempt: z.number().int(),
  kind: z.enum(['work', 'compact']),
  outcome: z.enum(['finished', 'failed', 'aborted']),
  failure: FailureSchema.optional(),
  agent: z.string(),
  model: z.string().optional(),
  session: z.string().optional(),
  usage: UsageSchema,
  denials: z.array(DenialSchema),
  checkpoint: z.string().optional(),
  diff: DiffStatSchema.optional(),
  promptBytes: z.number().int(),
  /** SHA-256 of the prompt, first 16 hex digits: equal prompts are seen to be equal. */
  promptDigest: z.string().optional(),
  /** Size of the context after the turn, in tokens. */
  context: ContextSizeSchema.optional(),
  text: z.string(),
  /** What was done, in a few sentences: the agent's own words, or the helper model's. */
  summary: z.string().optional(),
  /** Commits that the agent made in this turn, oldest first. */
  commits: z.array(z.object({ sha: z.string(), subject: z.string(), at: z.number() })).optional(),
  startedAt: z.number(),
  endedAt: z.number(),
});
export type TurnRecord = z.infer<typeof TurnRecordSchema>;
