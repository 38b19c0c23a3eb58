import type { Platform } from '../../domain/actor.ts';
import type { Content } from '../../domain/surface/content.ts';
import type { SourceMessage } from '../../domain/surface/attachment.ts';
import type { Attachments } from './attachments.ts';
import type { People } from './people.ts';
import type { Origin } from '../../domain/origin.ts';
import type { ReceiptSign } from '../../domain/post.ts';

/** One message to send. `key` travels with it where the platform can carry it, so that it can be found again. */
export interface OutgoingMessage {
  readonly key: string;
  readonly to: Origin;
  readonly content: Content;
  /** The message opens a thread; platforms that make threads apart from messages call it so. */
  readonly opens?: string;
}

/** What is looked for: by its key where the platform keeps keys, else by what it says. */
export type WantedMessage = Pick<OutgoingMessage, 'key' | 'to'> &
  Partial<Pick<OutgoingMessage, 'content' | 'opens'>>;

export type ChatFailure =
  /** Not sent; try again after that many milliseconds. `everywhere`: the limit is not that of the place alone. */
  | { kind: 'rate-limited'; retryAfterMs: number; everywhere?: true }
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
  /** Whether this message stands there already, posted at or after `since` (epoch ms); without `messageId`: certainly not. */
  find(
    wanted: WantedMessage,
    since: number,
    signal: AbortSignal,
  ): Promise<({ ok: true } & Partial<Sent>) | { ok: false; failure: ChatFailure }>;
  /** Shows a sign on a person's message, in place of the one before it. Doing it twice changes nothing. */
  sign(message: SourceMessage, sign: ReceiptSign, signal: AbortSignal): Promise<SendResult>;
  /** Takes back a message of drover's own; one that is gone already is success. */
  remove(messageId: string, to: Origin, signal: AbortSignal): Promise<SendResult>;
}

/** A chat surface that also listens. `start` resolves when people can use it. */
export interface ChatConnection {
  readonly chat: Chat;
  /** Absent: the platform has no people beside its operator. */
  readonly people?: People;
  readonly attachments?: Attachments;
  start(signal: AbortSignal): Promise<void>;
  /** The workspace that channels without one are in; undefined until the platform has told. */
  workspace(): string | undefined;
  /** Stops listening, and waits for what is being answered. */
  stop(): Promise<void>;
  /** For `/readyz`: connected, or the reason why not. */
  health(): { readonly ok: boolean; readonly reason: string };
}
