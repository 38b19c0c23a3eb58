/** A JSON object of which nothing is known. */
export type Json = Readonly<Record<string, unknown>>;

export interface User {
  readonly id: string;
  readonly name: string;
  readonly bot: boolean;
  /** Whether the bot may open a direct conversation with this person. */
  dms: 'open' | 'closed';
}

export interface Role {
  readonly id: string;
  readonly name: string;
  permissions: bigint;
}

export interface Member {
  readonly user: string;
  roles: readonly string[];
  nick?: string | undefined;
}

export interface Guild {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly members: Map<string, Member>;
  readonly roles: Map<string, Role>;
}

/** What the bot may not do in a channel. */
export type Right = 'view' | 'send' | 'history' | 'threads' | 'attach' | 'embed' | 'react';

export const channelTypes = { text: 0, dm: 1, publicThread: 11, privateThread: 12 } as const;

export interface Channel {
  readonly id: string;
  readonly type: number;
  name: string;
  readonly guild?: string | undefined;
  /** Of a direct conversation: the person. */
  readonly recipient?: string | undefined;
  /** Of a thread. */
  readonly parent?: string | undefined;
  readonly owner?: string | undefined;
  archived: boolean;
  locked: boolean;
  autoArchiveMinutes: number;
  readonly denied: Set<Right>;
  readonly messages: StoredMessage[];
}

export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly url: string;
  readonly description?: string | undefined;
}

/** A message as Discord keeps it. */
export interface StoredMessage {
  readonly id: string;
  readonly channel: string;
  readonly author: string;
  /** 0 an ordinary one, 4 a renamed thread, 19 a reply, 20 an answer to a command, 21 the first of a thread. */
  readonly type: number;
  readonly at: number;
  /** Seen by this person alone. */
  readonly onlyFor?: string | undefined;
  readonly nonce?: string | undefined;
  readonly interaction?: { readonly id: string; readonly name: string; readonly user: string } | undefined;
  readonly replyTo?: string | undefined;
  content: string;
  embeds: readonly Json[];
  components: readonly Json[];
  files: readonly StoredFile[];
  flags: number;
  edits: number;
  editedAt?: number | undefined;
  /** Who was notified by it: `@everyone`, `@here`, `<@id>`, `<@&id>`. */
  pings: readonly string[];
  readonly reactions: { readonly emoji: string; readonly user: string }[];
}

export const messageFlags = { suppressEmbeds: 4, ephemeral: 64, loading: 128, componentsV2: 32_768 } as const;

/** Threads are channels of their own. */
export const isThread = (channel: Channel): boolean =>
  channel.type === channelTypes.publicThread || channel.type === channelTypes.privateThread;
