import { z } from 'zod';

/** Nobody sleeps longer, in milliseconds. */
export const longestSleepMs = 24 * 60 * 60 * 1000;

/** The first is one that other systems taught models. */
const marks = ['__nexo_sleep__', '__drover_sleep__'] as const;

/** What an agent that wants to be woken later ends its turn with. */
const SentinelSchema = z
  .object({
    __nexo_sleep__: z.boolean().optional(),
    __drover_sleep__: z.boolean().optional(),
    duration_ms: z.number().finite(),
    reason: z.string().default(''),
  })
  .refine((value) => marks.some((mark) => value[mark] === true));

/** A wish to be woken later. */
export interface SleepWish {
  /** Milliseconds, between 1 s and 24 h. */
  readonly durationMs: number;
  readonly reason: string;
}

/**
 * The wish in the last words of a turn: the sentinel alone, in a code block, or at the end of a text. A sentinel that is
 * only quoted in the middle of a text is no wish.
 */
export function readSleep(text: string): SleepWish | undefined {
  if (!/__(?:nexo|drover)_sleep__/.test(text)) return undefined;
  const words = text
    .trim()
    .replace(/\s*```$/, '')
    .trimEnd();
  if (!words.endsWith('}')) return undefined;
  const wish = parse(words.slice(words.lastIndexOf('{')));
  if (wish === undefined) return undefined;
  const durationMs = Math.min(Math.max(Math.round(wish.duration_ms), 1000), longestSleepMs);
  return { durationMs, reason: wish.reason.slice(0, 500) };
}

function parse(text: string): z.infer<typeof SentinelSchema> | undefined {
  try {
    return SentinelSchema.safeParse(JSON.parse(text)).data;
  } catch {
    // Words of an agent that look like a wish and are none.
    return undefined;
  }
}
