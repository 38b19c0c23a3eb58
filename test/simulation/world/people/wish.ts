import type { Actor } from '../../../../src/domain/actor.ts';
import { goalIdOf, type GoalId } from '../../../../src/domain/ids.ts';
import type { VerbAnswer } from '../../../../src/domain/verb.ts';

export type VerbName =
  | 'run'
  | 'pause'
  | 'resume'
  | 'cancel'
  | 'stop'
  | 'say'
  | 'answer'
  | 'budget'
  | 'approve'
  | 'deny'
  | 'compact'
  | 'continue'
  | 'retry'
  | 'rollback'
  | 'switch'
  | 'status'
  | 'list';

/** Something a person asks, with every answer that came back; the platform delivers it until there is one. */
export interface Wish {
  readonly id: string;
  readonly verb: VerbName;
  readonly actor: Actor;
  /** The number of the goal it is about; 0 for none. */
  readonly goal: number;
  readonly text: string;
  /** What was typed; it may depend on what the person sees by then. */
  line: string;
  /** When, by the platform's clock; epoch milliseconds. */
  typedAt: number;
  readonly channel: string;
  readonly inThread: boolean;
  readonly answers: VerbAnswer[];
  /** Deliveries that are on their way or have had no answer yet. */
  open: number;
}

/** The goal that a wish is about; undefined when it is about none. */
export const goalOf = ({ goal }: Pick<Wish, 'goal'>): GoalId | undefined =>
  goal === 0 ? undefined : goalIdOf(goal);

export const alice: Actor = { platform: 'slack', user: 'U1', name: 'alice' };
/** May approve, and so steers everybody's goals. */
export const bob: Actor = { platform: 'slack', user: 'U2', name: 'bob' };
export const carol: Actor = { platform: 'slack', user: 'U3', name: 'carol' };
/** May do nothing. */
export const mallory: Actor = { platform: 'slack', user: 'U9', name: 'mallory' };
