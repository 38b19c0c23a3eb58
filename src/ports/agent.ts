import type { Failure } from '../domain/failure.ts';
import type { Denial, Usage } from '../domain/turn.ts';

/** What an agent can do; what it lacks is shown on the goal's card. */
export interface AgentCapabilities {
  /** The session id can be chosen before the first start. */
  readonly sessionIdUpFront: boolean;
  readonly resume: boolean;
  /** What the agent's own usage figures cover; the adapter always answers with this turn's. */
  readonly usageScope: 'turn' | 'session' | 'process' | 'step';
  readonly cost: boolean;
  readonly permission: 'mcp' | 'protocol' | 'mode' | 'none';
  readonly turnCap: boolean;
  readonly budgetCap: boolean;
  readonly midTurn: boolean;
  readonly interrupt: boolean;
  readonly compact: boolean;
  readonly plan: boolean;
}

export interface TurnRequest {
  /** Tag of the process tree (`DROVER_TURN`): `<home id>/<goal>/<run>-<seq>`. */
  readonly tag: string;
  readonly prompt: string;
  readonly session: {
    readonly id: string;
    /** false: start it under this id; true: go on with it. */
    readonly resume: boolean;
    /** Dollars that the session had cost before this turn, for agents that report running totals. */
    readonly costUsdBefore: number;
  };
  readonly model?: string;
  /** Absolute path of the worktree; the agent's working directory. */
  readonly workspace: string;
  /** Absolute path of the turn's own folder; `stdout.jsonl` and `stderr.log` are written there as they come. */
  readonly folder: string;
  /** Commands the agent may run without asking: the goal's acceptance commands. */
  readonly allowedCommands: readonly string[];
  readonly limits: {
    /** Milliseconds for the whole turn. */
    readonly turnMs: number;
    /** Milliseconds between the polite signal and SIGKILL. */
    readonly killAfterMs: number;
  };
  /** Called as the stream goes; never awaited, must not throw. */
  readonly onEvent: (event: AgentEvent) => void;
}

/** What a stream says while the turn runs. */
export type AgentEvent =
  | { type: 'session'; id: string; model?: string; version?: string }
  | { type: 'text'; text: string }
  | { type: 'tool'; name: string; what: string }
  | { type: 'denied'; denial: Denial }
  | { type: 'usage'; usage: Usage }
  | { type: 'waiting'; message: string };

export interface TurnResult {
  /** `finished`: the agent ended its turn by itself. `aborted`: drover ended it. */
  readonly outcome: 'finished' | 'failed' | 'aborted';
  /** Set when `outcome` is `failed`. */
  readonly failure?: Failure;
  /** The session to go on with; absent when none came into being. */
  readonly session?: string;
  /** This turn's usage; partial figures when the turn did not end by itself. */
  readonly usage: Usage;
  /** Running total of the session, where the agent reports one. */
  readonly sessionCostUsd?: number;
  /** Current size of the context and of its window, in tokens. */
  readonly context?: { readonly used: number; readonly window?: number };
  /** What the agent said last, in full. */
  readonly text: string;
  readonly denials: readonly Denial[];
  readonly exitCode?: number;
  readonly signal?: string;
  readonly version?: string;
}

export interface AgentHealth {
  readonly ok: boolean;
  readonly version?: string;
  readonly problem?: string;
  readonly hint?: string;
}

/** One way to run a coding agent. A failed turn is a value, not an exception; an exception is a bug. */
export interface Agent {
  readonly name: string;
  readonly kind: string;
  readonly capabilities: AgentCapabilities;
  /** Whether it could be started now; starts no turn and costs nothing. */
  probe(signal: AbortSignal): Promise<AgentHealth>;
  /** Runs one turn to its end. Aborting ends the whole process tree; the result then says `aborted` with partial usage. */
  runTurn(request: TurnRequest, signal: AbortSignal): Promise<TurnResult>;
  /**
   * What is known of a turn whose process died together with drover, from its folder.
   * A recorded terminal event makes it the finished turn that it was; otherwise `failed` with `crashed`.
   */
  recover(request: Pick<TurnRequest, 'folder' | 'session'>): Promise<TurnResult>;
}

/** Finds and ends what earlier lives of this home left running. */
export interface OrphanReaper {
  /** Kills every process whose tag starts with this prefix and waits until it is gone; answers the tags found. */
  reap(tagPrefix: string, signal: AbortSignal): Promise<readonly string[]>;
}
