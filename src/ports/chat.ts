import type { Platform } from '../domain/actor.ts';
import type { Content } from '../domain/content.ts';
import type { Origin } from '../domain/origin.ts';

/** One message to send. `key` travels with it where the platform can carry it, so that it can be found again. */
export interface OutgoingMessage {
  readonly key: string;
  readonly to: Origin;
  readonly content: Content;
}

export type ChatFailure =
  /** Not sent; try again after that many milliseconds. */
  | { kind: 'rate-limited'; retryAfterMs: number }
  /** Certainly not sent; trying again may help (connection refused, 503 before processing). */
  | { kind: 'transient'; message: string }
  /** May have been sent: answer lost, time-out, 5xx. Look it up before sending again. */
  | { kind: 'doubtful'; message: string }
  /** Will never work for this destination: `channel_not_found`, `not_in_channel`, `is_archived`. */
  | { kind: 'refused'; code: string; hint: string };

/** `channel`: where it went, when the one that was named only stands for it, as a person's id does for direct messages. */
export interface Sent {
  readonly messageId: string;
  readonly channel?: string;
}

export type SendResult = ({ ok: true } & Sent) | { ok: false; failure: ChatFailure };

/** A surface that carries posts. Every method answers with a value; it throws only for a bug or an abort. */
export interface Chat {
  readonly platform: Platform;
  /** A new message; with `to.thread` in that thread. */
  send(message: OutgoingMessage, signal: AbortSignal): Promise<SendResult>;
  /** Replaces a message's content. A `refused` edit means: the message cannot be edited any more. */
  edit(messageId: string, message: OutgoingMessage, signal: AbortSignal): Promise<SendResult>;
  /** The message with this key, posted at or after `since` (epoch ms); undefined when there is certainly none. */
  find(
    key: string,
    to: Origin,
    since: number,
    signal: AbortSignal,
  ): Promise<({ ok: true } & Partial<Sent>) | { ok: false; failure: ChatFailure }>;
}

/** A chat surface that also listens. `start` resolves when people can use it. */
export interface ChatConnection {
  readonly chat: Chat;
  start(signal: AbortSignal): Promise<void>;
  /** The workspace that channels without one are in; undefined until the platform has told. */
  workspace(): string | undefined;
  /** Stops listening, and waits for what is being answered. */
  stop(): Promise<void>;
  /** For `/readyz`: connected, or the reason why not. */
  health(): { readonly ok: boolean; readonly reason: string };
}
