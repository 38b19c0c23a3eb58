import type { CallResult } from '../call/call-result.ts';
import { CompletionSchema, usageOf, type Completion } from './completion.ts';
import { resultOf } from './result-of.ts';

/** An answer in one piece. */
export async function readCompletion(response: Response): Promise<CallResult> {
  const completion = parse(await response.text());
  const choice = completion?.choices?.[0];
  return resultOf({
    text: choice?.message?.content ?? '',
    finish: choice?.finish_reason ?? undefined,
    whole: true,
    error: completion?.error,
    usage: usageOf(completion ?? {}),
    ...(completion?.model === undefined ? {} : { model: completion.model }),
    problem: completion === undefined ? 'the answer is no JSON' : undefined,
  });
}

function parse(text: string): Completion | undefined {
  try {
    return CompletionSchema.safeParse(JSON.parse(text)).data;
  } catch {
    // No JSON: the caller says so.
    return undefined;
  }
}
