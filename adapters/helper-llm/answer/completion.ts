import { z } from 'zod';
import { noUsage, type Usage } from '../../../src/domain/turn.ts';

/** Counts of the Chat Completions API; cached tokens are part of the prompt's. */
const UsageSchema = z.looseObject({
  prompt_tokens: z.number().catch(0),
  completion_tokens: z.number().catch(0),
  prompt_tokens_details: z
    .looseObject({ cached_tokens: z.number().nullish().catch(0) })
    .nullish()
    .catch(undefined),
});

const TextSchema = z.looseObject({ content: z.string().nullish() }).nullish();

/** A completion, or one chunk of a streamed one. Other fields are nobody's business. */
export const CompletionSchema = z.looseObject({
  model: z.string().optional().catch(undefined),
  choices: z
    .array(z.looseObject({ message: TextSchema, delta: TextSchema, finish_reason: z.string().nullish() }))
    .nullish(),
  usage: UsageSchema.nullish().catch(undefined),
  /** Some backends report an error in the middle of a stream, under status 200. */
  error: z.unknown().optional(),
});
export type Completion = z.infer<typeof CompletionSchema>;

/** Tokens by kind; wall time is the caller's to add. */
export function usageOf({ usage }: Pick<Completion, 'usage'>): Usage {
  if (usage === undefined || usage === null) return noUsage;
  const cached = Math.min(usage.prompt_tokens_details?.cached_tokens ?? 0, usage.prompt_tokens);
  return {
    ...noUsage,
    input: usage.prompt_tokens - cached,
    cacheRead: cached,
    output: usage.completion_tokens,
  };
}
