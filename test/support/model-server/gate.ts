import type { ModelReplyInput } from './model-reply.ts';

/** A reply of the model, or one that waits for the test. */
export type Gated = ModelReplyInput | Gate;

/** The model thinks until it is `opened`; `reached` tells that it was asked. */
export interface Gate {
  readonly reply: ModelReplyInput;
  readonly reached: PromiseWithResolvers<void>;
  readonly opened: PromiseWithResolvers<void>;
}

export const gate = (reply: ModelReplyInput): Gate => ({
  reply,
  reached: Promise.withResolvers(),
  opened: Promise.withResolvers(),
});

/** One reply for each request; after the last one the model has no more to say, which fails the turn. */
export function inOrder(script: readonly Gated[]): () => Promise<ModelReplyInput> {
  let played = 0;
  return async () => {
    const next = script[played];
    played += 1;
    if (next === undefined) return { fault: 'refuse' };
    if (!('opened' in next)) return next;
    next.reached.resolve();
    await next.opened.promise;
    return next.reply;
  };
}
