import type { Actor } from '../../domain/actor.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import type { ParentResult } from '../../domain/goal.ts';
import type { GoalId } from '../../domain/ids.ts';
import type { Origin } from '../../domain/origin.ts';

/** A goal that a hook of another one asks for, in the name of that one's dispatcher. */
export interface ChainRequest {
  readonly parent: GoalId;
  /** Whose goal it will be; the roles are looked at when it is dispatched. */
  readonly dispatcher: Actor;
  /** Where its thread will be. */
  readonly place: Origin;
  /** How long the chain is with it. */
  readonly depth: number;
  readonly text: string;
  readonly project: string;
  /** Names the act: a repeat is told the same goal, and makes no second one. */
  readonly deliveryId: string;
  /** `hook/G-1/H-1`. */
  readonly from: string;
  readonly result: ParentResult;
}

export type ChainAnswer =
  | { readonly ok: true; readonly goal: GoalId }
  /** `message`: one line for people. */
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string };

export type DispatchChained = (request: ChainRequest) => Promise<ChainAnswer>;
