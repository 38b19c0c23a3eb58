/** Tokens by kind. */
export interface TokenCounts {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

/** An error as Claude Code reports it, in fields. Source: its stream-json output, version 2.1.328. */
export interface ApiError {
  /** `rate_limit`, `authentication_failed`, `billing_error`, `model_not_found`, `server_error`, `invalid_request`… */
  readonly error?: string;
  /** HTTP status of the vendor's answer. */
  readonly status?: number;
  /** The vendor's own word: `rate_limit_error`, `overloaded_error`, `not_found_error`… */
  readonly type?: string;
  /** Claude Code's word: `usage_limit_reached`, `connection_failed`, `max_output_tokens`. */
  readonly reason?: string;
}

/** A call of a tool that the model wants; `what` is its path or command, in short. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly what: string;
}

/** A line of the stream as far as drover needs it. */
export type ClaudeEvent =
  | {
      readonly type: 'init';
      readonly session: string;
      readonly model?: string;
      readonly version?: string;
      readonly cwd?: string;
    }
  | MessageEvent
  | {
      readonly type: 'retry';
      readonly attempt: number;
      readonly of?: number;
      readonly delayMs?: number;
      readonly cause: ApiError;
    }
  | { readonly type: 'denied'; readonly id?: string; readonly tool: string; readonly message: string }
  | RateLimitEvent
  /** A compaction begins. One that is asked for tells this before it tells of the session. */
  | { readonly type: 'compacting'; readonly session?: string }
  /** The session goes on from a summary; `tokens` is the size of the context now. */
  | { readonly type: 'compacted'; readonly tokens?: number }
  | { readonly type: 'compact-failed'; readonly message: string }
  /** Words that the CLI put in the user's mouth; the first ones after a compaction hold the summary. */
  | { readonly type: 'synthetic'; readonly text: string }
  | { readonly type: 'model-changed'; readonly message: string }
  | ResultEvent;

/** Part of a message of the model; several parts share one id and repeat its usage, which is not final. */
export interface MessageEvent {
  readonly type: 'message';
  readonly id: string;
  readonly model?: string;
  /** Said by a subagent: not the turn's own text, but its tokens count. */
  readonly subagent: boolean;
  /** Made by the CLI, not by the model: the text of an error. */
  readonly synthetic: boolean;
  readonly usage: TokenCounts;
  readonly text?: string;
  readonly tools: readonly ToolCall[];
  readonly error?: ApiError;
}

/** What the vendor says of a subscription's limits. */
export interface RateLimitEvent {
  readonly type: 'rate-limit';
  /** A limit of the subscription is used up, and nothing beyond it is paid for. */
  readonly exhausted: boolean;
  /** Epoch milliseconds. */
  readonly resetsAt?: number;
}

/** What one model has used, over the whole session, and how much it can take. */
export interface ModelTotals {
  /** Its name as it was asked for, and the one the vendor has for it. */
  readonly names: readonly string[];
  readonly tokens: TokenCounts;
  readonly window?: number;
}

/** The end of a turn, or of a part of it: background tasks add results of their own. */
export interface ResultEvent {
  readonly type: 'result';
  readonly session?: string;
  readonly subtype: string;
  readonly isError: boolean;
  /** `completed`, `api_error`, `prompt_too_long`, `max_turns`, `budget_exhausted`, `aborted_tools`… */
  readonly reason?: string;
  /** Somebody interrupted it. */
  readonly cutShort: boolean;
  readonly text?: string;
  readonly errors: readonly string[];
  readonly apiError: ApiError;
  /** Why the CLI refused to start (`bypass_root`). */
  readonly startupFailure?: string;
  readonly denials: readonly ToolCall[];
  /** Tokens since the result before it, subagents and compactions included. */
  readonly usage: TokenCounts;
  /** Dollars since the result before it; older versions do not tell. */
  readonly costUsd?: number;
  /** Dollars of the session, over all its processes. */
  readonly totalCostUsd?: number;
  /** By model, over all processes of the session. */
  readonly models: readonly ModelTotals[];
}
