import { z } from 'zod';

const Counts = z.looseObject({
  input_tokens: z.number(),
  output_tokens: z.number(),
  cache_read_input_tokens: z.number(),
  cache_creation_input_tokens: z.number(),
});
const ModelCounts = z.looseObject({
  inputTokens: z.number(),
  outputTokens: z.number(),
  cacheReadInputTokens: z.number(),
  cacheCreationInputTokens: z.number(),
});
const Result = z.looseObject({
  type: z.literal('result'),
  usage: Counts,
  model_usage_since_last_result: z.record(z.string(), ModelCounts).optional(),
  total_cost_usd: z.number(),
});
const Message = z.looseObject({
  type: z.literal('assistant'),
  message: z.looseObject({ id: z.string(), model: z.string(), usage: Counts }),
});

/**
 * What a recording says of tokens and dollars, worked out a second time and in another way than the adapter does:
 * input, output, cache read, cache write, and the session's total.
 */
export function expectedUsage(lines: readonly string[]): { tokens: number[]; totalCostUsd?: number } {
  const events = lines.map(parse);
  const lastResult = events.findLastIndex((event) => Result.safeParse(event).success);
  const results = events.flatMap((event) => Result.safeParse(event).data ?? []);
  const unsettled = new Map<string, number[]>();
  for (const event of events.slice(lastResult + 1)) {
    const message = Message.safeParse(event).data?.message;
    if (message && message.model !== '<synthetic>') unsettled.set(message.id, tokensOf(message.usage));
  }
  const tokens = [...results.flatMap(tokensOfResult), ...unsettled.values()].reduce(plus, [0, 0, 0, 0]);
  const last = results.at(-1);
  return last ? { tokens, totalCostUsd: last.total_cost_usd } : { tokens };
}

const Main = z.looseObject({
  type: z.literal('assistant'),
  parent_tool_use_id: z.null(),
  message: z.looseObject({ model: z.string().refine((model) => model !== '<synthetic>'), usage: Counts }),
});
const Boundary = z.looseObject({
  subtype: z.literal('compact_boundary'),
  compact_metadata: z.looseObject({ post_tokens: z.number() }),
});
const Windows = z.looseObject({
  type: z.literal('result'),
  modelUsage: z.record(z.string(), z.looseObject({ contextWindow: z.number() })),
});

/** The size of the context that a recording leaves behind: of its last message or compaction, never a sum of several. */
export function expectedContext(lines: readonly string[]): { used: number; window?: number } | undefined {
  const events = lines.map(parse);
  const sizes = events.flatMap((event) => {
    const usage = Main.safeParse(event).data?.message.usage;
    const size = usage ? tokensOf(usage).reduce((a, b) => a + b) : undefined;
    return size ?? Boundary.safeParse(event).data?.compact_metadata.post_tokens ?? [];
  });
  const windows = events.flatMap((event) =>
    Object.values(Windows.safeParse(event).data?.modelUsage ?? {}).map((model) => model.contextWindow),
  );
  const used = sizes.at(-1);
  const window = windows.at(-1);
  return used === undefined ? undefined : { used, ...(window === undefined ? {} : { window }) };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Some recordings hold plain text or are torn: that is what they are for.
    return undefined;
  }
}

const tokensOfResult = (result: z.infer<typeof Result>): number[][] =>
  result.model_usage_since_last_result
    ? Object.values(result.model_usage_since_last_result).map((model) => [
        model.inputTokens,
        model.outputTokens,
        model.cacheReadInputTokens,
        model.cacheCreationInputTokens,
      ])
    : [tokensOf(result.usage)];

const tokensOf = (usage: z.infer<typeof Counts>): number[] => [
  usage.input_tokens,
  usage.output_tokens,
  usage.cache_read_input_tokens,
  usage.cache_creation_input_tokens,
];

const plus = (a: number[], b: number[]): number[] => a.map((value, index) => value + (b[index] ?? 0));
