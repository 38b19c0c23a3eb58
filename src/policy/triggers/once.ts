import { z } from 'zod';

/** That what was signed so was dealt with: as which delivery, and until when (epoch milliseconds) it is no new call. */
const OnceSchema = z.object({ delivery: z.string(), until: z.number() });

/** The note as the store has it, while it counts; undefined: none, over, or not to be read. */
export function openNote(value: unknown, now: number): z.infer<typeof OnceSchema> | undefined {
  const { data } = OnceSchema.safeParse(value);
  return data !== undefined && data.until >= now ? data : undefined;
}
