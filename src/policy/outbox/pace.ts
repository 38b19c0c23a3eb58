import type { Platform } from '../../domain/actor.ts';
import type { Origin } from '../../domain/origin.ts';
import type { Post } from '../../domain/post.ts';

/** At most so many in any stretch of so many milliseconds. */
export interface Allowance {
  readonly most: number;
  readonly inMs: number;
}

/** What is limited by itself: new messages, edits of messages, signs on messages. */
export type Manner = 'post' | 'edit' | 'sign';

export const mannerOf = ({ kind }: Pick<Post, 'kind'>): Manner =>
  kind === 'card' ? 'edit' : kind === 'sign' ? 'sign' : 'post';

interface Limits {
  /** All must hold. */
  readonly allowances: readonly Allowance[];
  /** Whether the limit is one for all places of the platform. */
  readonly everywhere: boolean;
}

const minute = 60_000;
const shared = (...allowances: Allowance[]): Limits => ({ allowances, everywhere: true });
const eachPlace = (...allowances: Allowance[]): Limits => ({ allowances, everywhere: false });
const none = eachPlace();

/**
 * Slack: about one post a second to a channel with short bursts; chat.update and reactions.add 50 a minute over all
 * channels, of which a reserve is left for what people press. Discord: 5 posts and 5 edits in 5 s for each channel;
 * reactions about one a second. Source: https://docs.slack.dev/apis/web-api/rate-limits and Discord's headers, measured.
 */
const limits: Readonly<Partial<Record<Platform, Readonly<Record<Manner, Limits>>>>> = {
  slack: {
    post: eachPlace({ most: 4, inMs: 4100 }),
    edit: shared({ most: 4, inMs: 6000 }, { most: 40, inMs: minute }),
    sign: shared({ most: 4, inMs: 6000 }, { most: 40, inMs: minute }),
  },
  discord: {
    post: eachPlace({ most: 5, inMs: 5200 }),
    edit: eachPlace({ most: 5, inMs: 5200 }),
    sign: eachPlace({ most: 1, inMs: 1000 }),
  },
};

export const limitsOf = (platform: Platform, manner: Manner): Limits => limits[platform]?.[manner] ?? none;

/**
 * Names what shares a limit: `slack/post/C1`, `slack/edit`. Discord's threads are channels of their own for posts; cards
 * stand in the channel above.
 */
export function laneName({ platform, channel, thread }: Origin, manner: Manner): string {
  if (limitsOf(platform, manner).everywhere) return `${platform}/${manner}`;
  const spot = platform === 'discord' && manner === 'post' ? (thread ?? channel) : channel;
  return `${platform}/${manner}/${spot}`;
}

/**
 * When the next one may be sent, in epoch milliseconds; in the past when it may be now.
 * @param sent when the last ones were, oldest first
 */
export const freeAt = (allowances: readonly Allowance[], sent: readonly number[]): number =>
  Math.max(0, ...allowances.map(({ most, inMs }) => (sent.at(-most) ?? -Infinity) + inMs));

/** How many of the last ones have to be remembered. */
export const longestMemory = (allowances: readonly Allowance[]): number =>
  Math.max(0, ...allowances.map(({ most }) => most));
