import type { Platform } from '../../domain/actor.ts';
import type { Redactor } from '../../log/redact.ts';
import type { Chat } from '../../ports/chat/chat.ts';
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

/** The posts of one goal, or those of no goal to one place: sent one after the other, so that they read in order. */
export interface Lane {
  busy: boolean;
  failures: number;
  /** Nothing is sent before this time (epoch ms). */
  notBefore: number;
  /** When the card was last edited. */
  cardAt: number;
  /** Key of a post whose answer was lost: it is looked up before it is sent again. */
  doubtful: string | undefined;
}

export interface Sender extends SenderOptions {
  /** By goal, or by the place that posts of no goal go to. */
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
