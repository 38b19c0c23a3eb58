import { DroverError } from '../../../src/domain/errors.ts';
import type { GoalId } from '../../../src/domain/ids.ts';
import type { Post } from '../../../src/domain/post.ts';
import type {
  Commit,
  GoalIndex,
  InboxMark,
  NewEvent,
  PostDone,
} from '../../../src/ports/store/goal-store.ts';
import type { RegistryPart } from './registry/apply-registry.ts';
import type { SaidRow, Tables } from './tables.ts';

/** A commit that was accepted, with everything that folding it again must not decide anew. Plain JSON. */
export interface CommitRecord extends RegistryPart {
  /** Number in the log; dense. */
  readonly n: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly goal?: {
    readonly id: GoalId;
    /** The version that this commit makes. */
    readonly version: number;
    readonly index: GoalIndex;
    /** `seq` of the first event. */
    readonly firstSeq: number;
    readonly events: readonly NewEvent[];
    readonly posts: readonly Post[];
  };
  /** Posts that belong to no goal. */
  readonly posts?: readonly Post[];
  /** The goal that is taken out, and its last version. */
  readonly purge?: { readonly id: GoalId; readonly version: number };
  /** Without `value` the entry is removed. */
  readonly entries?: readonly { readonly key: string; readonly value?: unknown }[];
  readonly marks?: readonly InboxMark[];
  readonly done?: readonly PostDone[];
  /** What an archived goal had said; travels with the commit that brings the goal back. */
  readonly revived?: readonly SaidRow[];
}

/** A record and, apart from it, the JSON of the goal's document. */
export interface AcceptedCommit {
  readonly record: CommitRecord;
  /** JSON of `record`. */
  readonly text: string;
  readonly document: string | undefined;
}

/**
 * Writes an accepted commit down as the next record of the log. The record is a copy: what the caller does with
 * the commit's objects afterwards changes nothing here.
 */
export function recordOf(
  tables: Tables,
  commit: Commit,
  at: number,
  revived: readonly SaidRow[] = [],
): AcceptedCommit {
  const { goal, posts, purge, entries, inboxMarks, postsDone, settle, reserve, cooldowns } = commit;
  const text = JSON.stringify({
    n: tables.record + 1,
    at,
    goal: goal && goalPart(tables, goal),
    posts: unlessEmpty(posts),
    purge: purge && { id: purge.id, version: purge.expectedVersion },
    entries: unlessEmpty(entries?.map(({ key, value }) => ({ key, value }))),
    marks: unlessEmpty(inboxMarks),
    done: unlessEmpty(postsDone),
    settle: unlessEmpty(settle),
    reserve: unlessEmpty(reserve),
    cooldowns: unlessEmpty(cooldowns),
    revived: unlessEmpty(revived),
  });
  const record: CommitRecord = JSON.parse(text);
  return { record, text, document: goal && textOf(goal.document) };
}

/** JSON leaves out what is undefined. */
const unlessEmpty = <T>(rows: readonly T[] = []): readonly T[] | undefined =>
  rows.length > 0 ? rows : undefined;

function goalPart(tables: Tables, goal: NonNullable<Commit['goal']>): CommitRecord['goal'] {
  const lastSeq = tables.goals.get(goal.id)?.lastSeq ?? 0;
  const { id, index, events, posts } = goal;
  return { id, version: goal.expectedVersion + 1, index, firstSeq: lastSeq + 1, events, posts };
}

function textOf(document: unknown): string {
  const text = JSON.stringify(document) as string | undefined;
  if (text !== undefined) return text;
  throw new DroverError('BUG', 'a goal was committed without a document', 'Please report this.');
}
