import type { Failure } from '../domain/failure.ts';
import type { Denial, Usage } from '../domain/turn.ts';
import type { McpServer } from './agent-door.ts';

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
  /** It starts the MCP server that a turn names; an agent that does not is told of the turn's files instead. */
  readonly mcp: boolean;
}

export interface TurnRequest {
  /** `compact`: the agent's own compaction of the session; `prompt` is what it should keep in mind. */
  readonly kind: 'work' | 'compact';
  /** Tag of the process tree (`DROVER_TURN`): `<home id>/<goal>/<run>-<seq>`. */
  readonly tag: string;
  readonly prompt: string;
  readonly session: {
    readonly id: string;
    /** false: start it under this id; true: go on with it. */
    readonly resume: boolean;
    /** What the session had used before this turn, for agents that report running totals. */
    readonly totals: Usage;
  };
  readonly model?: string;
  /** Absolute path of the worktree; the agent's working directory. */
  readonly workspace: string;
  /** Absolute path of the turn's own folder; `stdout.jsonl` and `stderr.log` are written there as they come. */
  readonly folder: string;
  /** Absolute paths of folders outside of the worktree that the agent may read: what people sent to the goal. */
  readonly readFolders?: readonly string[];
  /** Commands the agent may run without asking: the goal's acceptance commands. */
  readonly allowedCommands: readonly string[];
  /** drover's own tools, for an agent that can use them; under the name `drover`. */
  readonly mcp?: McpServer;
  readonly limits: {
    /** Milliseconds for the whole turn. */
    readonly turnMs: number;
    /** Milliseconds between the polite signal and SIGKILL. */
    readonly killAfterMs: number;
  };
  /** Called as the stream goes; never awaited, must not throw. After an attach it hears the turn from its beginning. */
  readonly onEvent: (event: AgentEvent) => void;
  /** Aborted when drover goes away: the process is left running, to be attached to by the next life. */
  readonly leave: AbortSignal;
}

/** What a stream says while the turn runs. */
export type AgentEvent =
  | { type: 'session'; id: string; model?: string; version?: string }
  | { type: 'text'; text: string }
  | { type: 'tool'; name: string; what: string }
  | { type: 'denied'; denial: Denial }
  | { type: 'usage'; usage: Usage }
  | { type: 'waiting'; message: string }
  /** A sign of life that says nothing else; at most every few seconds. */
  | { type: 'alive' };

export interface TurnResult {
  /** `finished`: the agent ended its turn by itself. `aborted`: drover ended it. */
  readonly outcome: 'finished' | 'failed' | 'aborted';
  /** Set when `outcome` is `failed`. */
  readonly failure?: Failure;
  /** The session to go on with; absent when none came into being. */
  readonly session?: string;
  /** This turn's usage; partial figures when the turn did not end by itself. */
  readonly usage: Usage;
  /** Running totals of the session, where the agent reports them; the next turn is given them back. */
  readonly sessionTotals?: Usage;
  /** Current size of the context and of its window, in tokens. */
  readonly context?: { readonly used: number; readonly window?: number };
  /** What the agent said last, in full; after a compaction the summary that the session goes on from, where it is told. */
  readonly text: string;
  readonly denials: readonly Denial[];
  readonly exitCode?: number;
  readonly signal?: string;
  readonly version?: string;
}

/** drover went away while the turn ran; the process goes on without it. */
export interface TurnLeft {
  readonly outcome: 'left';
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
  /**
   * Runs one turn to its end. Aborting `signal` ends the whole process tree, politely first; the result then says
   * `aborted` with partial usage. The process outlives drover: see `leave` and `attach`.
   */
  runTurn(request: TurnRequest, signal: AbortSignal): Promise<TurnResult | TurnLeft>;
  /**
   * Goes on with a turn that an earlier life of drover started in `request.folder`. While its process lives it is
   * followed like a new one; otherwise its record tells: a recorded end makes it the turn that it was, none makes it
   * `failed` with `crashed`.
   */
  attach(request: TurnRequest, signal: AbortSignal): Promise<TurnResult | TurnLeft>;
}

/** Finds and ends what earlier lives of this home left running and nobody goes on with. */
export interface OrphanReaper {
  /**
   * Kills every process whose tag starts with this prefix, but those whose tag is in `keep`, and waits until they are
   * gone; answers the tags found.
   */
  reap(tagPrefix: string, keep: ReadonlySet<string>, signal: AbortSignal): Promise<readonly string[]>;
}
