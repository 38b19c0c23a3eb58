import type { GoalId } from '../../../src/domain/ids.ts';
import type { Stored } from '../../../src/ports/store/goal-store.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { entriesOf } from '../shared/entries/entry-table.ts';
import { claimLease, holdsLease, releaseLease } from '../shared/leases.ts';
import { listGoals } from '../shared/list-goals.ts';
import { addListener } from '../shared/listeners.ts';
import { inOrder } from '../shared/outbox-table.ts';
import { readMark } from '../shared/refuse-commit.ts';
import { registryOf } from '../shared/registry/registry-of.ts';
import { closeStore } from './close-store.ts';
import { commitDurably } from './commit.ts';
import { realFiles } from './disk/file-ops.ts';
import { whenDurable } from './journal/journal.ts';
import { openState, type OpenOptions } from './open-state.ts';
import { readEvents, readEventsSince } from './read-events.ts';
import { archiveOf } from './snapshot/archive.ts';
import type { StoreState } from './state.ts';

const segmentBytes = 4 * 1024 * 1024;

/**
 * Opens the embedded store: an append-only journal is the truth, a lowdb snapshot bounds how much of it must be read
 * again. Nothing that a write brings is shown before it is on the disk.
 *
 * @throws DroverError STORE_CORRUPT, STORE_TOO_NEW, STORE_FAILED, DISK_FULL
 */
export async function openLowdbStore(
  options: Pick<OpenOptions, 'folder' | 'clock' | 'logger'> & Partial<OpenOptions>,
): Promise<Store> {
  const state = await openState({ files: realFiles, segmentBytes, ...options });
  const { tables, journal, leases, listeners } = state;
  return {
    commit: (commit) => commitDurably(state, commit),
    load: (id) => loadGoal(state, id),
    list: async (filter) => {
      // Looked up before the wait, here and below: what is committed meanwhile is not durable yet.
      const goals = listGoals(tables, filter);
      await whenDurable(journal, journal.appended);
      return goals;
    },
    nextGoalNumber: async () => tables.highestGoal + 1,
    events: (id, after, limit) => readEvents(state, id, after, limit),
    eventsSince: (cursor, limit) => readEventsSince(state, cursor, limit),
    onCommit: (listener) => addListener(listeners, listener),
    health: () => healthOf(state),
    close: () => (state.closed ??= closeStore(state)),
    seen: async (deliveryId) => {
      const mark = readMark(tables, deliveryId);
      await whenDurable(journal, tables.marks.get(deliveryId)?.record ?? 0);
      return mark;
    },
    pending: async () => inOrder(state.outbox.values()),
    outcome: async (key) => {
      const said = tables.said.get(key);
      await whenDurable(journal, said?.record ?? 0);
      return said?.result;
    },
    claim: async (goal) => (tables.goals.has(goal) ? claimLease(leases, goal) : undefined),
    renew: async (lease) => holdsLease(leases, lease),
    release: async (lease) => releaseLease(leases, lease),
    ...registryOf(tables.registry, (record) => whenDurable(journal, record)),
    ...entriesOf(tables, (record) => whenDurable(journal, record)),
  };
}

/** The newest document, once it is durable. */
async function loadGoal(state: StoreState, id: GoalId): Promise<Stored | undefined> {
  const row = state.tables.goals.get(id);
  if (!row) return noGoal(state, id);
  await whenDurable(state.journal, row.record);
  const text = row.text ?? (await archivedText(state, id, row.version));
  return text === undefined ? loadGoal(state, id) : { version: row.version, document: JSON.parse(text) };
}

/** Nobody is told that a goal was taken out before that is on the disk. */
async function noGoal({ journal, tables }: StoreState, id: GoalId): Promise<undefined> {
  await whenDurable(journal, tables.purged.get(id)?.record ?? 0);
}

/** undefined when the goal came back to life, or was taken out, before its file was read. */
async function archivedText(state: StoreState, id: GoalId, version: number): Promise<string | undefined> {
  const archived = await archiveOf(state, id);
  return archived?.row.version === version ? archived.row.text : undefined;
}

function healthOf({ journal, closed }: StoreState): { ok: boolean; reason: string } {
  if (journal.failure) return { ok: false, reason: journal.failure.message };
  return closed ? { ok: false, reason: 'closed' } : { ok: true, reason: 'journal writable' };
}
