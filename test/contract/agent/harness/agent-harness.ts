import type { CliBounds } from '../../../../adapters/agents/cli/cli-turn.ts';
import type { Agent } from '../../../../src/ports/agent.ts';

/** What an agent is made to do in its next turns. */
export type Behaviour =
  /** Says something, uses tools, ends its turn. */
  | 'finishes'
  /** As before, but begins only and goes on when there is a file `go` in its worktree; ends when it is interrupted. */
  | 'is-held'
  /** As the first, after many megabytes that are no events: lines, one endless line, NULs, invalid UTF-8. */
  | 'is-noisy'
  /** Never stops writing. */
  | 'is-endless'
  /** Wants something it may not do, and ends its turn all the same. */
  | 'is-denied'
  /** Begins its turn, leaves a child in a session of its own behind, and never goes on. */
  | 'hangs'
  /** Begins its turn and dies by SIGKILL. */
  | 'dies'
  /** Exits with 0 and without a result. */
  | 'says-nothing'
  | 'is-rate-limited'
  | 'has-lost-its-session';

export interface AgentTweaks {
  readonly silenceMs?: number;
  readonly bounds?: CliBounds;
}

/** One implementation of the port under test. */
export interface AgentHarness {
  /** An agent that behaves like that; `home` is a folder of its own. */
  make(behaviour: Behaviour, home: string, tweaks?: AgentTweaks): Agent;
  /** What `finishes` says last and uses. */
  readonly finished: { readonly text: string; readonly tokens: readonly number[]; readonly costUsd: number };
  readonly denial: { readonly tool: string; readonly what: string };
  /** What must never be found in the notes of a turn: the value of a secret variable the agent was given. */
  readonly secret: string;
}
