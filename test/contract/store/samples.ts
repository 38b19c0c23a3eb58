import type { Content } from '../../../src/domain/surface/content.ts';
import { goalIdOf, type GoalId } from '../../../src/domain/ids.ts';
import type { Post } from '../../../src/domain/post.ts';
import type {
  Commit,
  CommitResult,
  GoalIndex,
  InboxMark,
  NewEvent,
} from '../../../src/ports/store/goal-store.ts';
import type { Reservation } from '../../../src/ports/store/registry.ts';
import type { Store } from '../../../src/ports/store/store.ts';

export type GoalPart = NonNullable<Commit['goal']>;

export const goalA: GoalId = goalIdOf(1);
export const goalB: GoalId = goalIdOf(2);

export const indexOf = (changes: Partial<GoalIndex> = {}): GoalIndex => ({
  state: 'running',
  terminal: false,
  project: 'shop',
  owner: 'slack:U1',
  agent: 'claude',
  priority: 3,
  hasWork: true,
  createdAt: 1_000,
  ...changes,
});

/** A commit of a goal; `expectedVersion` 0 unless told otherwise. */
export const goalCommit = (id: GoalId, changes: Partial<GoalPart> = {}): Commit => ({
  goal: {
    id,
    expectedVersion: 0,
    document: { title: id },
    index: indexOf(),
    events: [],
    posts: [],
    ...changes,
  },
});

export const progress = (text: string): NewEvent => ({ at: 5, run: 1, type: 'progress', data: { text } });

export const contentOf = (title: string): Content => ({ tone: 'info', title, blocks: [] });

export const postOf = (kind: Post['kind'], key: string, title = key, goal: GoalId = goalA): Post => ({
  key,
  goal,
  kind,
  to: { platform: 'slack', workspace: 'T1', channel: 'C1' },
  content: contentOf(title),
});

/** Something that drover says by itself. */
export const noticeOf = (key: string, channel = 'C9'): Post => ({
  key,
  kind: 'notice',
  to: { platform: 'slack', workspace: 'T1', channel },
  content: contentOf(key),
});

export const markOf = (deliveryId: string, answer: unknown = { ok: true }): InboxMark => ({
  deliveryId,
  answer,
  at: 1_000,
});

/** Money for one order out of purses, each with its limit. */
export const reservationOf = (
  id: string,
  usd: number,
  limits: Readonly<Record<string, number>>,
): Reservation => ({
  id,
  usd,
  purses: Object.entries(limits).map(([key, limitUsd]) => ({ key, limitUsd })),
});

/** What each purse holds: dollars spent, and dollars set aside. */
export async function pursesIn(store: Store): Promise<Readonly<Record<string, readonly [number, number]>>> {
  const rows = await store.purses();
  return Object.fromEntries(rows.map(({ key, spentUsd, reservedUsd }) => [key, [spentUsd, reservedUsd]]));
}

/** Commits and insists on success; answers the new version. */
export async function mustCommit(store: Store, commit: Commit): Promise<number> {
  const result = await store.commit(commit);
  if (!result.ok) throw new Error(`refused: ${result.reason}`);
  return result.version;
}

export const reasonOf = (result: CommitResult): string => (result.ok ? 'written' : result.reason);

/** Keys of what waits to be sent, in order. */
export async function waitingKeys(store: Store): Promise<readonly string[]> {
  const rows = await store.pending();
  return rows.map((row) => row.post.key);
}
