import type { Usage } from '../domain/turn.ts';

/** What the helper model is asked for; each use can be switched off, and has a fall-back of its own. */
export type HelperUse = 'elaborate' | 'choose' | 'summary' | 'compact' | 'judge' | 'memory' | 'classify';

export interface HelperRequest<T> {
  readonly use: HelperUse;
  /** What it is and how it answers. Text from outside belongs into `prompt`, fenced. */
  readonly system: string;
  readonly prompt: string;
  /** Instead of the configured one. */
  readonly model?: string;
  /** Longest time for the whole request with its retries, in milliseconds. */
  readonly capMs: number;
  /** The answer is to be JSON of this shape; absent: plain text. */
  readonly shape?: HelperShape<T>;
}

export interface HelperShape<T> {
  /** Letters, digits, `_` and `-`. */
  readonly name: string;
  /** JSON Schema, for backends that enforce one. */
  readonly jsonSchema: Readonly<Record<string, unknown>>;
  /** The value when it has the shape; undefined otherwise. */
  readonly parse: (value: unknown) => T | undefined;
}

/** Why there is no answer. */
export type HelperProblem =
  /** No model is configured, or this use is switched off. */
  | 'off'
  /** The daily cap of tokens or dollars is used up. */
  | 'spent'
  | 'timeout'
  /** The backend refused or could not be reached, after the retries that make sense. */
  | 'refused'
  /** An answer without text, cut off, or not of the wanted shape. */
  | 'malformed';

export type HelperAnswer<T> =
  | { readonly ok: true; readonly value: T; readonly usage: Usage; readonly model: string }
  /** `message`: one line for people. `usage`: what the vain tries cost. */
  | { readonly ok: false; readonly problem: HelperProblem; readonly message: string; readonly usage: Usage };

/**
 * A small language model for words that are not the agent's work. A failure is a value: whoever asks has a fall-back.
 * Rejects only with `signal.reason`.
 */
export interface HelperLlm {
  /** Whether a model is configured and this use is not switched off. */
  isOn(use: HelperUse): boolean;
  ask<T = string>(request: HelperRequest<T>, signal: AbortSignal): Promise<HelperAnswer<T>>;
}
