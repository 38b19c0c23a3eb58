import type { VerbAnswer } from '../domain/verb.ts';

/** A call of a trigger whose sender is known: everything about it but what it says. */
export interface TriggerCall {
  readonly trigger: string;
  /** Names the cause: the delivery as its sender calls it, or a digest of the body. At most 120 characters. */
  readonly delivery: string;
  /** Digest of what the signature vouches for, and until when (epoch milliseconds) the same is no new call; absent: nothing does. */
  readonly once?: { readonly digest: string; readonly until: number };
}

/** What became of a call. `missing`: a value that the trigger’s text names and the call does not have. */
export type Fired =
  | { readonly is: 'dispatched' | 'refused'; readonly answer: VerbAnswer }
  | { readonly is: 'missing'; readonly path: string };

/** Dispatches what machines ask for. */
export interface Triggers {
  /** What was answered to this call before, if it was. */
  before(call: TriggerCall): Promise<VerbAnswer | undefined>;
  /** Resolves when the goal is durable. Rejects when the store failed. */
  fire(call: TriggerCall, payload: unknown): Promise<Fired>;
}
