import { z } from 'zod';

const SpentSchema = z.object({ tokens: z.number().min(0), usd: z.number().min(0) });
/** What the helper model used in one day. */
export type HelperSpent = z.infer<typeof SpentSchema>;

/** As the store keeps it. Nothing is nothing; another shape is a bug of another version, on which no cap may stand. */
export const spentOf = (value: unknown): HelperSpent =>
  value === undefined ? { tokens: 0, usd: 0 } : SpentSchema.parse(value);

/** The sum of two. */
export const addSpent = (a: HelperSpent, b: HelperSpent): HelperSpent => ({
  tokens: a.tokens + b.tokens,
  usd: a.usd + b.usd,
});
