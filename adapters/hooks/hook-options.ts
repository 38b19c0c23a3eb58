import type { Redactor } from '../../src/log/redact.ts';
import type { Logger } from '../../src/ports/logger.ts';

export interface HookOptions {
  /** With user, password or token in it; absent: nothing can be published. */
  readonly natsUrl?: string;
  /** The whole environment that commands get, but for what is told of the goal; absent: no command is run. */
  readonly commandEnv?: Readonly<Record<string, string>>;
  /** Takes secrets out of what is sent. */
  readonly redact: Redactor;
  readonly logger: Logger;
  /** Milliseconds that one act may take; 30 s when absent. */
  readonly actMs?: number;
}

/** Milliseconds. */
export const usualActMs = 30_000;
