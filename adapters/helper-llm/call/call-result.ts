import type { Usage } from '../../../src/domain/turn.ts';

/** What one HTTP request came to. */
export type CallResult =
  | { readonly ok: true; readonly text: string; readonly usage: Usage; readonly model?: string }
  | CallFailure;

/**
 * `busy`: worth another try. `unfit`: the backend does not know the form of the request. `refused`: it said no, or could
 * not be reached. `timeout`: nothing was heard for too long. `malformed`: an answer that is none.
 */
export interface CallFailure {
  readonly ok: false;
  readonly kind: 'busy' | 'unfit' | 'refused' | 'timeout' | 'malformed';
  /** One line for people. */
  readonly message: string;
  /** When to come back, in milliseconds from now, where the backend says so. */
  readonly retryAfterMs?: number;
  /** Used in vain. */
  readonly usage: Usage;
}
