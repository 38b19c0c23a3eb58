import { openLowdbStore } from '../../../adapters/store/lowdb/create-lowdb-store.ts';
import { goalIdOf, type GoalId } from '../../../src/domain/ids.ts';
import type { Commit } from '../../../src/ports/store/goal-store.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { silent } from '../../contract/store/labs.ts';
import { goalCommit, indexOf, mustCommit, progress } from '../../contract/store/samples.ts';
import type { FileOps } from '../../../adapters/store/lowdb/disk/file-ops.ts';

const turn = (seq: number): object => ({
  run: 1,
  seq,
  kind: 'work',
  outcome: 'finished',
  usage: { input: 1200, output: 340 },
});
const fixed = {
  spec: {
    text: `Fix the flaky login test. ${'It fails when the clock strikes. '.repeat(32)}`,
    project: 'shop',
  },
  turns: [1, 2, 3, 4, 5, 6, 7, 8].map(turn),
  budget: {
    turns: 40,
    wallMs: 14_400_000,
    costUsd: 5,
    tokens: 2_000_000,
    denies: 8,
    errors: 5,
    overflows: 3,
  },
};

/** A document of two kilobytes of JSON, shaped like a goal's. */
export const documentOf = (id: string, version: number): object => ({
  schema: 1,
  id,
  state: { name: 'running', phase: 'turn', version },
  ...fixed,
});

/** The next commit of a goal, with one event. */
export const nextCommit = (id: GoalId, version: number): Commit =>
  goalCommit(id, {
    expectedVersion: version,
    document: documentOf(id, version),
    index: indexOf({ thread: `slack/T1/C1/1700000000.${id}`, createdAt: 1_700_000_000_000 }),
    events: [progress('turn finished')],
  });

export interface BenchOptions {
  readonly files?: FileOps;
  readonly segmentBytes?: number;
}

export const openBench = (folder: string, options: BenchOptions = {}): Promise<Store> =>
  openLowdbStore({ folder, clock: Date, logger: silent, ...options });

/** Makes goals G-1 to G-n at version 1. */
export async function createGoals(store: Store, count: number): Promise<void> {
  const ids = Array.from({ length: count }, (_, index) => goalIdOf(index + 1));
  await Promise.all(ids.map((id) => mustCommit(store, nextCommit(id, 0))));
}

/** Writes to many goals at once, each in a row of its own. Answers when each is so many versions further. */
export async function commitInParallel(store: Store, ids: readonly GoalId[], each: number): Promise<void> {
  await Promise.all(
    ids.map(async (id) => {
      let version = (await store.load(id))?.version ?? 0;
      for (let step = 0; step < each; step += 1) version = await mustCommit(store, nextCommit(id, version));
    }),
  );
}

/** A journal line as long as those that the commits above make. */
export const lineLike = (): string =>
  `${JSON.stringify({ ...nextCommit(goalIdOf(1), 1).goal, padding: 'x'.repeat(60) })}\n`;
