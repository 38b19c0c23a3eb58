import type { Actor } from '../domain/actor.ts';
import type { BudgetAxis, Growth } from '../domain/budget.ts';
import type { GoalDocument } from './state.ts';
import type { Failure } from '../domain/failure.ts';

/** A hook tells another place how the goal stands. */
export interface HookTells {
  readonly type: 'HookTells';
  readonly channel: string;
  readonly text?: string;
  readonly key: string;
}

/** What is worth a new message in the thread. The words are made elsewhere, from this and the goal's document. */
export type Notice =
  /** `of`: the goal as it ended, where a new run has begun since. */
  | { readonly type: 'RunEnded'; readonly of?: GoalDocument }
  | { readonly type: 'ChecksFailed'; readonly turn: number; readonly withoutChanges: boolean }
  | { readonly type: 'TurnFailed'; readonly failure: Failure; readonly course: string }
  | { readonly type: 'Paused'; readonly by?: Actor }
  | { readonly type: 'Resumed'; readonly by: Actor }
  /** A turn was ended at a person's wish; the goal is paused, its session kept. */
  | { readonly type: 'Stopped'; readonly turn: number; readonly by?: Actor }
  | { readonly type: 'BudgetNear'; readonly axis: BudgetAxis; readonly used: number; readonly limit: number }
  /** A budget is used up, and people are asked for more; what exactly stands in `goal.waiting`. */
  | { readonly type: 'BudgetAsk'; readonly axis: BudgetAxis; readonly used: number; readonly limit: number }
  | { readonly type: 'BudgetGrown'; readonly by: Actor; readonly add: Growth }
  /** No money can be set aside for the next turn; what exactly stands in `goal.waiting`. */
  | {
      readonly type: 'PurseEmpty';
      readonly purse: string;
      readonly leftUsd: number;
      readonly limitUsd: number;
    }
  /** The agent needs something it may not do; what exactly stands in `goal.waiting`. */
  | { readonly type: 'Blocked'; readonly message: string }
  /** Another agent goes on with the work. */
  | { readonly type: 'HandedOver'; readonly from: string; readonly why: string; readonly by?: Actor }
  /** The agent asked to be woken later; until when and why stands in `goal.sleep`. */
  | { readonly type: 'Asleep' }
  | { readonly type: 'Woke'; readonly early: boolean }
  | { readonly type: 'Compacted'; readonly before?: number; readonly after?: number }
  | { readonly type: 'CompactionFailed'; readonly problem: string; readonly givenUp: boolean }
  /** The worktree was returned: to the base, or to a checkpoint. */
  | { readonly type: 'Restored'; readonly to: string }
  | { readonly type: 'RestoreFailed'; readonly problem: string; readonly hint: string }
  /** A new run of the goal was asked for. */
  | { readonly type: 'RunBegun'; readonly how: 'continue' | 'retry'; readonly by: Actor }
  /** Nothing was heard from the agent for that many milliseconds, and no tool is at work. */
  | { readonly type: 'Stalled'; readonly silentMs: number }
  /** The place where the goal was asked for does not take its card. */
  | { readonly type: 'Moved'; readonly code: string; readonly hint?: string }
  /** The agent asks a person; the question stands in `goal.questions`. */
  | { readonly type: 'Asked'; readonly question: string }
  | { readonly type: 'Answered'; readonly question: string }
  /** Nobody has answered: people are told again, as that rung of `goal.ladders` says. */
  | { readonly type: 'Climbed'; readonly ask: string; readonly step: number }
  /** It begins when other goals are done; which ones stands in `goal.dependencies`. */
  | { readonly type: 'WaitsForGoals' }
  | { readonly type: 'DependencyFailed'; readonly goal: string; readonly state: string }
  | { readonly type: 'Edited'; readonly by: Actor; readonly what: string }
  /** Files that people sent and that the agent does not get. */
  | {
      readonly type: 'FilesMissing';
      readonly files: readonly { readonly name: string; readonly problem: string }[];
    }
  /** A hook could not do what it was to do. */
  | {
      readonly type: 'HookFailed';
      readonly hook: string;
      readonly problem: string;
      /** It may have been done all the same. */
      readonly unknown?: boolean;
    }
  /** What became of an agent's work on a project's notes. */
  | {
      readonly type: 'NotesTidied';
      readonly outcome: 'adopted' | 'skipped';
      readonly written: readonly string[];
      readonly removed: readonly string[];
      readonly refused: readonly { readonly file: string; readonly why: string }[];
      readonly why?: string;
    }
  /** A hook says something in the thread. */
  | { readonly type: 'HookSays'; readonly text: string }
  /** A hook says something at another place, under a key of its own. */
  | HookTells
  | { readonly type: 'Progress'; readonly turn: number; readonly text: string };
