import { goalNumber } from '../../../src/domain/ids.ts';
import type { InboxMark } from '../../../src/ports/store/goal-store.ts';
import { addPost, confirmPost, type OutboxChange } from './outbox-table.ts';
import type { CommitRecord } from './commit-record.ts';
import { applyEntries } from './entries/entry-table.ts';
import { purgeGoal } from './purge-goal.ts';
import { applyRegistry } from './registry/apply-registry.ts';
import type { EventEntry, Tables } from './tables.ts';

/**
 * Folds one record into the tables and answers what became of the outbox. The same records in the same order make the
 * same tables, at the first run and when the log is read again.
 */
export function applyRecord(
  tables: Tables,
  record: CommitRecord,
  document: string | undefined,
): readonly OutboxChange[] {
  tables.record = record.n;
  for (const row of record.revived ?? []) tables.said.set(row.key, row);
  const silenced = record.purge ? purgeGoal(tables, record.purge.id, record) : [];
  if (record.goal && document !== undefined) applyGoal(tables, record, record.goal, document);
  for (const mark of record.marks ?? []) addMark(tables, mark, record.n);
  applyEntries(tables, record.entries ?? [], record.n);
  applyRegistry(tables.registry, record, { record: record.n, at: record.at });
  return [...silenced, ...applyPosts(tables, record)];
}

/** What is to be said, then what was: a post can be confirmed by the commit that brings it. */
function applyPosts(tables: Tables, record: CommitRecord): readonly OutboxChange[] {
  const posts = [...(record.goal?.posts ?? []), ...(record.posts ?? [])];
  const added = posts.map((post) => addPost(tables, post, record));
  const done = (record.done ?? []).map((confirmation) => confirmPost(tables, confirmation, record));
  return [...added, ...done].filter((change) => change !== undefined);
}

type GoalPart = NonNullable<CommitRecord['goal']>;

function applyGoal(tables: Tables, record: CommitRecord, goal: GoalPart, document: string): void {
  const before = tables.goals.get(goal.id);
  tables.goals.set(goal.id, {
    id: goal.id,
    version: goal.version,
    index: Object.freeze(goal.index),
    text: document,
    archived: false,
    lastSeq: goal.firstSeq + goal.events.length - 1,
    chunks: before?.chunks ?? [],
    record: record.n,
  });
  tables.highestGoal = Math.max(tables.highestGoal, goalNumber(goal.id));
  addEvents(tables, goal, record.n);
}

/** What a record leaves out between itself and the tables; undefined when it follows them, as each must. */
export function gapBefore(tables: Tables, { goal, purge }: CommitRecord): string | undefined {
  if (purge && tables.goals.get(purge.id)?.version !== purge.version)
    return `${purge.id} is taken out in version ${purge.version}, which it does not have`;
  if (!goal) return undefined;
  if (tables.purged.has(goal.id)) return `${goal.id} is written after it was taken out`;
  const { version = 0, lastSeq = 0 } = tables.goals.get(goal.id) ?? {};
  if (goal.version === version + 1 && goal.firstSeq === lastSeq + 1) return undefined;
  return (
    `${goal.id} leaps from version ${version} and event ${lastSeq} ` +
    `to version ${goal.version} and event ${goal.firstSeq}`
  );
}

function addEvents(tables: Tables, goal: GoalPart, record: number): void {
  if (goal.events.length === 0) return;
  const ofGoal: EventEntry[] = tables.recent.byGoal.get(goal.id) ?? [];
  tables.recent.byGoal.set(goal.id, ofGoal);
  goal.events.forEach((event, index) => {
    tables.lastCursor += 1;
    const seq = goal.firstSeq + index;
    const { at, run, turn, type, data } = event;
    const text = JSON.stringify({ seq, at, goal: goal.id, run, turn, type, data });
    const entry = { cursor: tables.lastCursor, goal: goal.id, seq, text, record };
    ofGoal.push(entry);
    tables.recent.all.push(entry);
  });
}

function addMark(tables: Tables, mark: InboxMark, record: number): void {
  if (tables.marks.has(mark.deliveryId)) return;
  // A mark without an answer has none in its JSON either; `null` keeps the text readable.
  tables.marks.set(mark.deliveryId, { at: mark.at, text: JSON.stringify(mark.answer ?? null), record });
}
