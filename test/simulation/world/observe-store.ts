import type { GoalId } from '../../../src/domain/ids.ts';
import type { GoalDocument } from '../../../src/goal/state.ts';
import type { Commit } from '../../../src/ports/store/goal-store.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import type { Wish } from './people/wish.ts';
import { accuse } from './world.ts';
import type { World } from './shape/world-shape.ts';

/** One durable write of a goal, with what stood there before. */
export interface Seen {
  readonly id: GoalId;
  /** Absent for a goal that is new. */
  readonly before: GoalDocument | undefined;
  readonly after: GoalDocument;
  readonly commit: Commit;
  /** What a person asked, where that made the write. */
  readonly wish: Wish | undefined;
}

/** Something that looks at each write as it happens. */
export type Witness = (world: World, seen: Seen) => void;

/** The store, with witnesses of everything that is written. */
export function observeStore(store: Store, world: () => World, witnesses: readonly Witness[]): Store {
  return {
    ...store,
    async commit(commit) {
      const result = await store.commit(commit);
      if (result.ok) observe(world(), commit, result.version, witnesses);
      return result;
    },
  };
}

function observe(world: World, commit: Commit, version: number, witnesses: readonly Witness[]): void {
  const { ledger } = world;
  ledger.commits += 1;
  if (commit.goal === undefined) return;
  const { id, document } = commit.goal;
  const known = ledger.goals.get(id);
  if (version !== (known?.version ?? 0) + 1)
    accuse(world, `${id}: version ${version} follows ${known?.version}`);
  const after = document as GoalDocument;
  ledger.goals.set(id, { version, goal: after });
  const seen = { id, before: known?.goal, after, commit, wish: wishOf(world, commit) };
  for (const witness of witnesses) witness(world, seen);
}

/** The wish that this write answers with yes. */
function wishOf({ wishes }: World, { inboxMarks = [] }: Commit): Wish | undefined {
  const [mark] = inboxMarks;
  const accepted = (mark?.answer as { ok?: boolean } | undefined)?.ok === true;
  return accepted ? wishes.find((wish) => wish.id === mark?.deliveryId) : undefined;
}
