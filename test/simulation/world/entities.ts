import type { Content } from '../../../src/domain/content.ts';
import type { GoalId } from '../../../src/domain/ids.ts';
import type { TurnResult } from '../../../src/ports/agent.ts';
import type { Behaviour } from './plan.ts';

/** What an agent keeps under a session id. */
export interface AgentSession {
  /** Dollars of all its turns, also of those that never reported. */
  costUsd: number;
  /** What drover was told of it. */
  reportedUsd: number;
}

/** A started agent; it runs on when drover is gone, until it ends by itself or is killed. */
export interface AgentProcess {
  readonly tag: string;
  readonly goal: GoalId;
  readonly folder: string;
  readonly prompt: string;
  readonly behaviour: Behaviour;
  /** Its session, once it has spoken. */
  session: string | undefined;
  running: boolean;
  /** What its journal says at the end; absent when it was killed. */
  recorded: TurnResult | undefined;
  readonly timers: (() => void)[];
  readonly ended: (result: TurnResult) => void;
}

/** A message as it stands in the chat. */
export interface ChatMessage {
  readonly id: string;
  readonly key: string;
  readonly channel: string;
  readonly thread: string | undefined;
  /** Epoch milliseconds by the platform's clock. */
  readonly at: number;
  content: Content;
}

/** A goal's worktree and its refs. */
export interface Tree {
  readonly path: string;
  readonly baseSha: string;
  head: string;
  dirty: boolean;
  /** Whether the checks pass on what is there now. */
  good: boolean;
  commits: number;
  readonly checkpoints: Map<number, string>;
  /** What the source repository has under the goal's branch. */
  delivered: string | undefined;
}
