import { z } from 'zod';

/** How a stretch of time went, for its colour. */
const BarToneSchema = z.enum(['good', 'bad', 'warn', 'work', 'still']);

/** A goal's time and money as a picture: what happened when, and what had been spent by then. Times are epoch milliseconds. */
export const ChartSchema = z.object({
  title: z.string(),
  from: z.number(),
  to: z.number(),
  bars: z.array(
    z.object({
      lane: z.enum(['turns', 'checks', 'waiting']),
      label: z.string(),
      from: z.number(),
      to: z.number(),
      tone: BarToneSchema,
    }),
  ),
  /** What was spent up to each moment; `unit` says in what. */
  spend: z.object({
    unit: z.enum(['usd', 'tokens']),
    points: z.array(z.object({ at: z.number(), value: z.number() })),
  }),
});
export type Chart = z.infer<typeof ChartSchema>;
