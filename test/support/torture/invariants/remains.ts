import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readProcessTable } from '../../../../adapters/process/proc-table.ts';
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

/** What lies on the disk after the last stop, and what still runs. */
export interface Remains {
  readonly homeId: string;
  readonly goals: readonly PastGoal[];
  /** Posts that nobody sent. */
  readonly unsent: readonly OutboxRow[];
  /** Delivery → what the inbox remembers. */
  readonly marks: ReadonlyMap<string, InboxMark | undefined>;
  /** Agents and shims that still live, in words. */
  readonly running: readonly string[];
  /** Tags of the agents that were started, once for each start. */
  readonly starts: readonly string[];
  /** Tag of a turn → when nothing of it lived any more, in epoch milliseconds. */
  readonly exits: ReadonlyMap<string, number>;
  /** Tags of the agents that met an older one of their goal. */
  readonly overlaps: readonly string[];
}

/** Opens the store as the next start would, and reads all of it. */
export async function readRemains(stage: Stage): Promise<Remains> {
  const id = (await readFile(join(stage.home, 'home-id'), 'utf8')).trim();
  const store = await openLowdbStore({
    folder: join(stage.home, 'store'),
    clock: systemClock,
    logger: quietLogger(),
  });
  try {
    const goals: PastGoal[] = [];
    for (const { id: goal } of await store.list({})) {
      const stored = await store.load(goal);
      goals.push({ goal: parseDocument(stored?.document), events: await store.events(goal, 0, 1_000_000) });
    }
    const marks = new Map<string, InboxMark | undefined>();
    for (const delivery of stage.deliveries) marks.set(delivery.id, await store.seen(delivery.id));
    return {
      homeId: id,
      goals,
      marks,
      unsent: await store.pending(),
      running: await stillRunning(id),
      starts: await linesOf(stage.traces.starts),
      exits: await exitsOf(stage, id, goals),
      overlaps: await linesOf(stage.traces.overlaps),
    };
  } finally {
    await store.close();
  }
}

/** A shim that has told how its turn ended needs a moment to go; longer than this is a leftover. Milliseconds. */
const goingMs = 5000;

async function stillRunning(id: string): Promise<readonly string[]> {
  for (const end = performance.now() + goingMs; ; await pause(50)) {
    const rows = await readProcessTable();
    const left = rows.flatMap(({ pid, tag, shim }) => {
      const mark = tag ?? shim;
      const what = tag === undefined ? 'shim' : 'process';
      return mark?.startsWith(`${id}/`) === true ? [`${what} ${pid} of ${mark}`] : [];
    });
    if (left.length === 0 || performance.now() > end) return left;
  }
}

/** When the shims wrote down that their turns were over; those that were killed did not. */
async function exitsOf(
  { home }: Stage,
  id: string,
  goals: readonly PastGoal[],
): Promise<ReadonlyMap<string, number>> {
  const exits = new Map<string, number>();
  for (const { goal } of goals)
    for (const { run, seq } of goal.turns) {
      const file = join(home, 'turns', goal.id, `${run}-${seq}`, 'exit.json');
      const found = await stat(file).catch(() => undefined);
      if (found !== undefined) exits.set(`${id}/${goal.id}/${run}-${seq}`, found.mtimeMs);
    }
  return exits;
}

const linesOf = async (file: string): Promise<string[]> =>
  (await readFile(file, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
