import type { Origin } from '../../domain/origin.ts';
import { threadKey } from '../../domain/origin.ts';
import type { Store } from '../../ports/store/store.ts';

/** The platform's clock and ours may differ by this much, in milliseconds. */
const clockSkewMs = 5 * 60 * 1000;

/**
 * Whether a thread belongs to a goal. A card can stand in its channel before drover knows its id: while the answer is
 * on its way, or when drover was killed in that moment.
 * @throws when it cannot be told yet; the platform then delivers what was said in the thread again
 */
export async function isGoalThread(store: Store, place: Origin): Promise<boolean> {
  const thread = threadKey(place);
  if (thread === undefined) return false;
  // Looked at first: a card that is bound in between is found below.
  const mayBe = await cardIsUnderWay(store, place);
  if ((await store.list({ thread })).length > 0) return true;
  if (mayBe) throw new Error('the thread may be that of a goal whose card is being posted');
  return false;
}

/** When a thread began, in epoch milliseconds: both platforms name threads by their time. */
function timeOfThread(platform: Origin['platform'], thread = '0'): number {
  if (platform !== 'discord') return Number(thread) * 1000;
  // Source: https://discord.com/developers/docs/reference#snowflakes
  return /^\d{1,21}$/.test(thread) ? Number(BigInt(thread) >> 22n) + 1_420_070_400_000 : 0;
}

/** A card without a known id that could be the one that this thread hangs on. */
async function cardIsUnderWay(
  store: Store,
  { platform, workspace, channel, thread }: Origin,
): Promise<boolean> {
  const begunAt = timeOfThread(platform, thread);
  const rows = await store.pending();
  return rows.some(
    ({ post: { kind, to }, at }) =>
      kind === 'root' &&
      to.platform === platform &&
      to.workspace === workspace &&
      to.channel === channel &&
      begunAt >= at - clockSkewMs,
  );
}
