/** Why a shim ended its agent. The first three are wishes of drover. */
export type EndReason =
  | 'abort'
  | 'silence'
  | 'fatal'
  /** The time of the turn was up. */
  | 'timeout'
  /** drover did not come back in time. */
  | 'orphaned'
  /** It wrote more than it may. */
  | 'output'
  /** Somebody ended the shim, and it was not drover. */
  | 'killed';

/** `end.json`: what drover wishes. */
export interface EndNote {
  readonly why: 'abort' | 'silence' | 'fatal';
}

/** `shim.json`: who runs the turn. Number, start and boot together name a process for ever. */
export interface ShimNote {
  readonly tag: string;
  readonly pid: number;
  /** Clock ticks since boot; absent where the system does not show it. */
  readonly start?: number;
  /** Changes with every boot; empty where the system does not show it. */
  readonly boot: string;
  /** The agent's main process; absent until it was started. */
  readonly agent?: { readonly pid: number; readonly start?: number };
}

/** `exit.json`: how the tree ended. It is written when nothing of it lives any more. */
export interface ExitNote {
  readonly exitCode?: number;
  /** The signal that ended the main process. */
  readonly signal?: string;
  readonly spawnError?: { readonly message: string; readonly code?: string };
  readonly endedFor?: EndReason;
  /** Milliseconds from the start until the tree was gone. */
  readonly wallMs: number;
  /** Processes that even SIGKILL did not remove. */
  readonly survivors?: readonly number[];
}
