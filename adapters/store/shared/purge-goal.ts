import type { GoalId } from '../../../src/domain/ids.ts';
import type { CommitRecord } from './commit-record.ts';
import type { OutboxChange } from './outbox-table.ts';
import type { RecentEvents, Tables } from './tables.ts';

/** Takes a goal out of the tables and leaves a row that says so; answers what it will not say any more. */
export function purgeGoal(
  tables: Tables,
  id: GoalId,
  { n, at }: Pick<CommitRecord, 'n' | 'at'>,
): readonly OutboxChange[] {
  const chunks = (tables.goals.get(id)?.chunks ?? []).map(([chunk]) => chunk);
  tables.goals.delete(id);
  tables.purged.set(id, { id, at, record: n, chunks, scrubbed: false });
  tables.recent = withoutEventsOf(tables.recent, id);
  for (const [key, row] of tables.said) if (row.owner === id) tables.said.delete(key);
  const silenced = [...tables.waiting.values()].filter(({ owner, post }) => (owner ?? post.goal) === id);
  for (const { post } of silenced) tables.waiting.delete(post.key);
  return silenced.map(({ post }) => ({ key: post.key, row: undefined }));
}

/** A copy: whoever reads the events meanwhile goes on with what there was. */
function withoutEventsOf(recent: RecentEvents, id: GoalId): RecentEvents {
  if (!recent.byGoal.has(id)) return recent;
  const byGoal = new Map(recent.byGoal);
  byGoal.delete(id);
  return { all: recent.all.filter((entry) => entry.goal !== id), byGoal };
}
