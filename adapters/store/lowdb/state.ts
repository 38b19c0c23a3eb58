import type { Low } from 'lowdb';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Logger } from '../../../src/ports/logger.ts';
import type { Leases } from '../shared/leases.ts';
import type { Listeners } from '../shared/listeners.ts';
import type { RecentEvents, Tables, WaitingRow } from '../shared/tables.ts';
import type { FileOps } from './disk/file-ops.ts';
import type { Journal } from './journal/journal.ts';
import type { Snapshot, SnapshotHead } from './snapshot/snapshot-file.ts';
import type { StorePaths } from './store-paths.ts';

/** Everything an open store holds. */
export interface StoreState {
  readonly files: FileOps;
  readonly paths: StorePaths;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
  readonly database: Low<Snapshot>;
  readonly journal: Journal;
  /** As of the newest appended record; what of it is durable, `journal.durable` tells. */
  readonly tables: Tables;
  /** The outbox as of the newest durable record. */
  readonly outbox: Map<string, WaitingRow>;
  readonly leases: Leases;
  readonly listeners: Listeners;
  /** What the newest snapshot on the disk says about itself. */
  covered: SnapshotHead;
  /** Bytes of journal since that snapshot, in closed segments. */
  uncoveredBytes: number;
  /** Size of that snapshot, roughly. */
  snapshotBytes: number;
  /** Events on their way into a chunk file. */
  closing: { readonly chunk: number; readonly events: RecentEvents } | undefined;
  /** The checkpoint that is being written. */
  checkpoint: Promise<void> | undefined;
  closed: Promise<void> | undefined;
}
