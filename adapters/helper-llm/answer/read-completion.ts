import { noUsage } from '../../../src/domain/turn.ts';
import { failure } from '../call/failure-of.ts';
import type { CallResult } from '../call/call-result.ts';
import { parseCompletion } from './completion.ts';
import { resultOf } from './result-of.ts';

/** An answer in one piece. */
export async function readCompletion(response: Response): Promise<CallResult> {
  const said = parseCompletion(await response.text());
  if (said === undefined) return failure('malformed', 'the answer is no completion');
  return resultOf({ ...said, usage: said.usage ?? noUsage, whole: true });
}
