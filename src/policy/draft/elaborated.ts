import type { Usage } from '../../domain/turn.ts';
import type { Proposal } from './proposal.ts';

/** What somebody who can think of a goal is asked. */
export interface ElaborateQuestion {
  readonly system: string;
  readonly prompt: string;
}

/** What came of it. `by`: who proposes it, for people. */
export type Elaborated =
  | { readonly ok: true; readonly proposal: Proposal; readonly by: string; readonly usage: Usage }
  /** Nobody is there to be asked. */
  | { readonly ok: false; readonly why: 'off' }
  /** Everybody was asked in vain; `cause` is what the last one said. */
  | { readonly ok: false; readonly why: 'failed'; readonly cause: string };
