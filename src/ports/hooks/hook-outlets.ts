/** What became of one try to act. */
export type HookOutcome =
  /** `note`: what it came to, where that is of interest. */
  | { readonly is: 'done'; readonly note?: string }
  /** Certainly nothing was done, and it may go well later. */
  | { readonly is: 'not-done'; readonly note: string; readonly retryAfterMs?: number }
  /** It will not go well later either; or it was done, and went wrong. */
  | { readonly is: 'failed'; readonly note: string }
  /** It may have been done, or not. */
  | { readonly is: 'unknown'; readonly note: string };

/** What an act tells the outside. */
export interface HookMessage {
  /** Names the act for ever, so that who receives it twice can tell. At most 200 characters. */
  readonly key: string;
  /** `goal.done`, `goal.failed`, `goal.cancelled`, `goal.progress`, `goal.waiting`. */
  readonly event: string;
  /** JSON: what is told of the goal. */
  readonly body: string;
}

export interface WebhookCall extends HookMessage {
  readonly url: string;
  /** The value that signs the body. */
  readonly secret?: string;
}

export interface NatsCall extends HookMessage {
  readonly subject: string;
}

export interface ShellCall {
  readonly command: string;
  /** What is told of the goal, as variables: the only ones of drover that the command gets. */
  readonly facts: Readonly<Record<string, string>>;
  /** Absolute; the first of these that exists is its working directory. */
  readonly folders: readonly string[];
  /** Absolute path; what it prints is added there. */
  readonly logFile: string;
  /** Mark of its process tree. */
  readonly tag: string;
}

/**
 * Where hooks reach out of drover. Failures are values, and every act has its time limit.
 * Rejects only with `signal.reason`: the act may have been done then.
 */
export interface HookOutlets {
  webhook(call: WebhookCall, signal: AbortSignal): Promise<HookOutcome>;
  /** Absent: no server is configured. */
  readonly nats?: (call: NatsCall, signal: AbortSignal) => Promise<HookOutcome>;
  /** Absent: commands of hooks are switched off. */
  readonly shell?: (call: ShellCall, signal: AbortSignal) => Promise<HookOutcome>;
  close(): Promise<void>;
}
