import type { Platform } from '../../domain/actor.ts';
import type { Origin } from '../../domain/origin.ts';
import type { Redactor } from '../../log/redact.ts';
import type { Chat } from '../../ports/chat/chat.ts';
import type { OutboxRow } from '../../ports/store/outbox.ts';
import type { Bell } from '../bell.ts';
import type { Runtime } from '../runtime.ts';

export interface SenderOptions {
  readonly runtime: Runtime;
  readonly chats: ReadonlyMap<Platform, Chat>;
  /** Removes secrets from what leaves. */
  readonly redact: Redactor;
  /** Shortest time between two edits of one card, in milliseconds. */
  readonly cardMs: number;
}

/**
 * The posts of one goal's thread, or those of no goal to one place: sent one after the other, so that they read in
 * order. A goal's card and its signs are queues of their own: they stand elsewhere, and have limits of their own.
 */
export interface Queue {
  busy: boolean;
  failures: number;
  /** Nothing is sent before this time (epoch ms). */
  notBefore: number;
  /** When the card was last edited. */
  cardAt: number;
  /** Key of a post whose answer was lost: it is looked up before it is sent again. */
  doubtful: string | undefined;
  /** Where its last post really went: a goal can move after a post was written. */
  place: Origin | undefined;
}

/** What shares a limit of a platform: the posts to one channel, or the edits of all cards. */
export interface Lane {
  /** When the last ones were sent and answered, oldest first (epoch ms). */
  sent: readonly { at: number }[];
  /** The platform asked to wait until then (epoch ms). */
  heldUntil: number;
  /** Something is on its way; it keeps the others back until then at most. */
  busyUntil: number;
}

/** A row to be sent now, and those that it makes pointless. */
export interface Job {
  readonly row: OutboxRow;
  readonly stale: readonly OutboxRow[];
}

/** `sent` also stands for a refusal that was recorded: the queue goes on with the next row. */
export type Outcome =
  | { readonly sent: true }
  | { readonly sent: false; readonly retryAfterMs?: number; readonly holds?: 'lane' | 'platform' };

export interface Sender extends SenderOptions {
  readonly queues: Map<string, Queue>;
  readonly lanes: Map<string, Lane>;
  readonly bell: Bell;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /**
   * The highest order that waited at the start. Rows up to it may have been sent by an earlier life, perhaps a moment
   * ago: they are looked up first. An order, because the machine's clock can have been set back meanwhile.
   */
  readonly inherited: number;
}
