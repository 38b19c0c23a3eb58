import type { Actor } from '../domain/actor.ts';
import type { BudgetAxis } from '../domain/budget.ts';
import type { Failure } from '../domain/failure.ts';

/** What is worth a new message in the thread. The words are made elsewhere, from this and the goal's document. */
export type Notice =
  | { readonly type: 'RunEnded' }
  | { readonly type: 'ChecksFailed'; readonly turn: number; readonly withoutChanges: boolean }
  | { readonly type: 'TurnFailed'; readonly failure: Failure; readonly course: string }
  | { readonly type: 'Paused'; readonly by?: Actor }
  | { readonly type: 'Resumed'; readonly by: Actor }
  | { readonly type: 'BudgetNear'; readonly axis: BudgetAxis; readonly used: number; readonly limit: number }
  /** The place where the goal was asked for does not take its card. */
  | { readonly type: 'Moved'; readonly code: string; readonly hint?: string }
  | { readonly type: 'Progress'; readonly turn: number; readonly text: string };
