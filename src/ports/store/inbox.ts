import type { InboxMark } from './goal-store.ts';

/** Remembers which deliveries were dealt with. Marks are written through `GoalStore.commit`. */
export interface Inbox {
  seen(deliveryId: string): Promise<InboxMark | undefined>;
}
