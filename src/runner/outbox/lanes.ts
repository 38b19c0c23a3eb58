import type { Origin } from '../../domain/origin.ts';
import { freeAt, laneName, limitsOf, longestMemory, type Manner } from '../../policy/outbox/pace.ts';
import type { Lane, Sender } from './sender.ts';

/** A request that takes longer than this is hanging: others of its lane do not wait for it, in milliseconds. */
const hangingMs = 15_000;

function laneOf(sender: Sender, name: string): Lane {
  const known = sender.lanes.get(name);
  if (known !== undefined) return known;
  const lane: Lane = { sent: [], heldUntil: 0, busyUntil: 0 };
  sender.lanes.set(name, lane);
  return lane;
}

const wholePlatform = ({ platform }: Origin, manner: Manner): string => `${platform}/${manner}/*`;

/** When the next one of that manner may go to that place, in epoch milliseconds. */
export function laneFreeAt(sender: Sender, place: Origin, manner: Manner): number {
  const lane = laneOf(sender, laneName(place, manner));
  const platform = laneOf(sender, wholePlatform(place, manner));
  const { allowances } = limitsOf(place.platform, manner);
  return Math.max(
    lane.heldUntil,
    platform.heldUntil,
    lane.busyUntil,
    freeAt(
      allowances,
      lane.sent.map(({ at }) => at),
    ),
  );
}

/** Something is sent there now. Where nothing is limited, nobody waits for anybody. Answers what to call when it is over. */
export function enterLane(sender: Sender, place: Origin, manner: Manner): () => void {
  const now = sender.runtime.clock.now();
  const lane = laneOf(sender, laneName(place, manner));
  const { allowances } = limitsOf(place.platform, manner);
  if (allowances.length === 0) return () => undefined;
  const entry = { at: now };
  lane.sent = [...lane.sent, entry].slice(-longestMemory(allowances));
  const until = now + hangingMs;
  lane.busyUntil = until;
  return () => {
    // The platform counts when it hears of it, which is before it answers.
    entry.at = sender.runtime.clock.now();
    if (lane.busyUntil === until) lane.busyUntil = 0;
  };
}

/** The platform asked to wait: with this place, or with everything of that manner. */
export function holdLane(sender: Sender, place: Origin, manner: Manner, until: number, whole: boolean): void {
  const lane = laneOf(sender, whole ? wholePlatform(place, manner) : laneName(place, manner));
  lane.heldUntil = Math.max(lane.heldUntil, until);
}
