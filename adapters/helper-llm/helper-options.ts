import type { Usage } from '../../src/domain/turn.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { HelperUse } from '../../src/ports/helper-llm.ts';
import type { Logger } from '../../src/ports/logger.ts';

/** Whose endpoint it is; every one of them speaks the OpenAI protocol there. */
export type HelperProvider = 'openai' | 'azure' | 'anthropic' | 'google';

/** Where the model is, and how it is asked. */
export interface HelperEndpoint {
  readonly provider: HelperProvider;
  /** Base URL, for example `http://127.0.0.1:11434/v1`; absent: the provider's own. */
  readonly url?: string;
  /** Absent: requests go without a key. */
  readonly key?: string;
  /** Used when a request names none. */
  readonly model?: string;
  /** The only ones that a request may name; empty: any. */
  readonly models: readonly string[];
  /** Absent: the model's own default, which is another thing than 0. */
  readonly temperature?: number;
  /** Milliseconds for one call; for a stream those of silence. */
  readonly timeoutMs: number;
}

/** What was used on one day. */
export interface HelperSpent {
  readonly tokens: number;
  readonly usd: number;
}

/** Keeps what is used, day by day (`2026-11-21`, UTC). */
export interface HelperSpending {
  read(day: string): Promise<HelperSpent>;
  add(day: string, used: HelperSpent): Promise<void>;
}

export interface HelperOptions {
  readonly endpoint: HelperEndpoint;
  /** Uses that are switched off. */
  readonly off: ReadonlySet<HelperUse>;
  /** The most that may be used in a day of UTC; absent: no limit. */
  readonly dailyCap: { readonly tokens?: number; readonly usd?: number };
  /** Dollars that these tokens cost; undefined where the model has no price. */
  readonly price: (usage: Usage, model: string) => number | undefined;
  readonly spending: HelperSpending;
  /** Takes secrets out of what is sent and of what is said about errors. */
  readonly redact: (text: string) => string;
  readonly clock: Clock;
  readonly logger: Logger;
}
