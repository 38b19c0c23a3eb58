import { noUsage, type Usage } from '../../../src/domain/turn.ts';
import type { HelperAnswer, HelperLlm, HelperProblem, HelperRequest } from '../../../src/ports/helper-llm.ts';

/** What the fake says to one request: a text, a value of any shape, or why there is none. */
export type FakeReply =
  | { readonly text: string }
  | { readonly json: unknown }
  | { readonly problem: HelperProblem };

export interface FakeHelper extends HelperLlm {
  /** Every request that was asked, oldest first. */
  readonly requests: HelperRequest<unknown>[];
}

const usage: Usage = { ...noUsage, input: 100, output: 20 };

/**
 * A helper model without a model, for tests of those who ask: one reply per request in order, the last repeated, or a
 * function of the request. Without replies it is off. A value is judged by the request's own `parse`, as by the real one.
 */
export function createFakeHelper(
  replies: readonly FakeReply[] | ((request: HelperRequest<unknown>) => FakeReply) = [],
): FakeHelper {
  const requests: HelperRequest<unknown>[] = [];
  const next = (request: HelperRequest<unknown>): FakeReply | undefined =>
    typeof replies === 'function'
      ? replies(request)
      : replies[Math.min(requests.length - 1, replies.length - 1)];
  return {
    requests,
    isOn: () => typeof replies === 'function' || replies.length > 0,
    async ask<T = string>(request: HelperRequest<T>, signal: AbortSignal): Promise<HelperAnswer<T>> {
      signal.throwIfAborted();
      requests.push(request);
      return answerOf(request, next(request) ?? { problem: 'off' });
    },
  };
}

function answerOf<T>(request: HelperRequest<T>, reply: FakeReply): HelperAnswer<T> {
  if ('problem' in reply) return failed(reply.problem);
  const said = 'text' in reply ? reply.text : reply.json;
  // Without a shape T is the text itself.
  const value = request.shape === undefined ? (said as T) : request.shape.parse(said);
  return value === undefined ? failed('malformed') : { ok: true, value, usage, model: 'fake' };
}

const failed = <T>(problem: HelperProblem): HelperAnswer<T> => ({
  ok: false,
  problem,
  message: `the helper model: ${problem}`,
  usage: problem === 'malformed' ? usage : noUsage,
});
