import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openLowdbStore } from '../../../../adapters/store/lowdb/create-lowdb-store.ts';
import { systemClock } from '../../../../adapters/system/system-clock.ts';
import type { EventRecord } from '../../../../src/domain/event-record.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import type { InboxMark } from '../../../../src/ports/store/goal-store.ts';
import type { OutboxRow } from '../../../../src/ports/store/outbox.ts';
import { parseDocument } from '../../../../src/runner/document.ts';
import { quietLogger } from '../../agents/quiet-logger.ts';
import type { Stage } from '../stage.ts';

export interface PastGoal {
  readonly goal: GoalDocument;
  readonly events: readonly EventRecord[];
}

/** What lies on the disk after the last stop. */
export interface Remains {
  readonly homeId: string;
  readonly goals: readonly PastGoal[];
  /** Posts that nobody sent. */
  readonly unsent: readonly OutboxRow[];
  /** Delivery → what the inbox remembers. */
  readonly marks: ReadonlyMap<string, InboxMark | undefined>;
}

/** Opens the store as the next start would, and reads all of it. */
export async function readRemains(stage: Stage): Promise<Remains> {
  const store = await openLowdbStore({
    folder: join(stage.home, 'store'),
    clock: systemClock,
    logger: quietLogger(),
  });
  try {
    const goals: PastGoal[] = [];
    for (const { id } of await store.list({})) {
      const stored = await store.load(id);
      goals.push({ goal: parseDocument(stored?.document), events: await store.events(id, 0, 1_000_000) });
    }
    const marks = new Map<string, InboxMark | undefined>();
    for (const { id } of stage.deliveries) marks.set(id, await store.seen(id));
    const homeId = (await readFile(join(stage.home, 'home-id'), 'utf8')).trim();
    return { homeId, goals, marks, unsent: await store.pending() };
  } finally {
    await store.close();
  }
}
