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
const CompletionSchema = z.looseObject({
  model: z.string().optional().catch(undefined),
  choices: z
    .array(z.looseObject({ message: TextSchema, delta: TextSchema, finish_reason: z.string().nullish() }))
    .nullish(),
  usage: UsageSchema.nullish().catch(undefined),
  /** Some backends report an error in the middle of a stream, under status 200. */
  error: z.unknown().optional(),
});
type Completion = z.infer<typeof CompletionSchema>;

/** What a completion or a chunk says. */
export interface Said {
  readonly text: string;
  /** Why the model ended, in its own word; undefined: it did not say. */
  readonly finish: string | undefined;
  readonly error: unknown;
  readonly model: string | undefined;
  /** Tokens by kind; wall time is the caller's to add. */
  readonly usage: Usage | undefined;
}

/** Undefined for what is no completion at all. */
export function parseCompletion(text: string): Said | undefined {
  const parsed = CompletionSchema.safeParse(jsonOf(text)).data;
  if (parsed === undefined) return undefined;
  const { model, error } = parsed;
  return { ...choiceOf(parsed), model, error: error ?? undefined, usage: usageOf(parsed) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON and therefore no completion: the schema says so of undefined as well.
    return undefined;
  }
}

function choiceOf({ choices }: Completion): Pick<Said, 'text' | 'finish'> {
  const choice = choices?.[0];
  return {
    text: choice?.message?.content ?? choice?.delta?.content ?? '',
    finish: choice?.finish_reason ?? undefined,
  };
}

function usageOf({ usage }: Completion): Usage | undefined {
  if (usage === undefined || usage === null) return undefined;
  const cached = Math.min(usage.prompt_tokens_details?.cached_tokens ?? 0, usage.prompt_tokens);
  return {
    ...noUsage,
    input: usage.prompt_tokens - cached,
    cacheRead: cached,
    output: usage.completion_tokens,
  };
}
