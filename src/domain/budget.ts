import { z } from 'zod';

/** The guards of a goal, in order of precedence; each is compared with ≥. 0 switches one off. */
export const BudgetSchema = z.object({
  turns: z.number().int().min(0).default(40),
  /** Working clock in milliseconds: agent and acceptance time only. */
  wallMs: z
    .number()
    .int()
    .min(0)
    .default(4 * 60 * 60 * 1000),
  costUsd: z.number().min(0).default(5),
  tokens: z.number().int().min(0).default(2_000_000),
  /** Consecutive refused tool calls. */
  denies: z.number().int().min(0).default(8),
  /** Consecutive failed turns. */
  errors: z.number().int().min(0).default(5),
  /** Consecutive context overflows. */
  overflows: z.number().int().min(0).default(3),
});
export type Budget = z.infer<typeof BudgetSchema>;

const more = z.number().positive().optional();

/** What budgets are grown by. */
export const GrowthSchema = z.object({
  turns: more,
  wallMs: more,
  costUsd: more,
  tokens: more,
  denies: more,
  errors: more,
  overflows: more,
});
export type Growth = z.infer<typeof GrowthSchema>;
export type BudgetAxis = keyof Budget;

export const budgetAxes = ['turns', 'wallMs', 'costUsd', 'tokens', 'denies', 'errors', 'overflows'] as const;

/** How people call the axes. */
export const axisWords: Readonly<Record<BudgetAxis, string>> = {
  turns: 'turns',
  wallMs: 'working time',
  costUsd: 'cost',
  tokens: 'tokens',
  denies: 'refused tool calls in a row',
  errors: 'failed turns in a row',
  overflows: 'context overflows in a row',
};
