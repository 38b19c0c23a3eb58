import type { Clock } from '../../../src/ports/clock.ts';
import type { Logger } from '../../../src/ports/logger.ts';
import type { Commit, CommitResult } from '../../../src/ports/store/goal-store.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { applyRecord } from '../shared/apply-record.ts';
import { recordOf } from '../shared/commit-record.ts';
import { entriesOf } from '../shared/entries/entry-table.ts';
import { claimLease, holdsLease, newLeases, releaseLease, voidLease, type Leases } from '../shared/leases.ts';
import { listGoals } from '../shared/list-goals.ts';
import { addListener, changeOf, tellListeners, type Listeners } from '../shared/listeners.ts';
import { inOrder } from '../shared/outbox-table.ts';
import { entriesAfter, eventOf } from '../shared/recent-events.ts';
import { readMark, refuseCommit } from '../shared/refuse-commit.ts';
import { registryOf } from '../shared/registry/registry-of.ts';
import { storeClosed } from '../shared/store-closed.ts';
import { emptyTables, type Tables } from '../shared/tables.ts';

interface MemoryStore {
  readonly tables: Tables;
  readonly leases: Leases;
  readonly listeners: Listeners;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
  closed: boolean;
}

/** The whole store in the memory of this process: for tests and simulations. It forgets everything at the end. */
export function createMemoryStore({ clock, logger }: Pick<MemoryStore, 'clock' | 'logger'>): Store {
  const leases = newLeases(1);
  const store: MemoryStore = {
    tables: emptyTables(),
    leases,
    listeners: new Set(),
    clock,
    logger,
    closed: false,
  };
  const { tables, listeners } = store;
  return {
    commit: async (commit) => commitNow(store, commit),
    load: async (id) => {
      const row = tables.goals.get(id);
      return row?.text === undefined ? undefined : { version: row.version, document: JSON.parse(row.text) };
    },
    list: async (filter) => listGoals(tables, filter),
    nextGoalNumber: async () => tables.highestGoal + 1,
    events: async (id, after, limit) => {
      const entries = tables.recent.byGoal.get(id) ?? [];
      return entriesAfter(entries, (entry) => entry.seq, after, limit, Infinity).map(eventOf);
    },
    eventsSince: async (cursor, limit) => {
      const page = entriesAfter(tables.recent.all, (entry) => entry.cursor, cursor, limit, Infinity);
      return { events: page.map(eventOf), cursor: page.at(-1)?.cursor ?? cursor };
    },
    onCommit: (listener) => addListener(listeners, listener),
    health: () => (store.closed ? { ok: false, reason: 'closed' } : { ok: true, reason: 'in memory' }),
    close: async () => void (store.closed = true),
    seen: async (deliveryId) => readMark(tables, deliveryId),
    pending: async () => inOrder(tables.waiting.values()),
    outcome: async (key) => tables.said.get(key)?.result,
    claim: async (goal) => (tables.goals.has(goal) ? claimLease(leases, goal) : undefined),
    renew: async (lease) => holdsLease(leases, lease),
    release: async (lease) => releaseLease(leases, lease),
    ...registryOf(tables.registry, async () => undefined),
    ...entriesOf(tables, async () => undefined),
  };
}

function commitNow(store: MemoryStore, commit: Commit): CommitResult {
  if (store.closed) throw storeClosed();
  const at = store.clock.now();
  const refusal = refuseCommit(store.tables, store.leases, commit, at);
  if (refusal) return refusal;
  const { record, document } = recordOf(store.tables, commit, at);
  const changes = applyRecord(store.tables, record, document);
  if (commit.purge) voidLease(store.leases, commit.purge.id);
  tellListeners(store.listeners, changeOf(record, changes.length > 0), store.logger);
  return { ok: true, version: record.goal?.version ?? 0 };
}
