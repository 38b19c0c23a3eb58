import { DroverError } from '../../../src/domain/errors.ts';
import type { GoalId } from '../../../src/domain/ids.ts';
import type { Commit } from '../../../src/ports/store/goal-store.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { note } from '../world/world.ts';
import { through } from './life.ts';
import type { Life } from '../world/shape/world-shape.ts';

/**
 * The store of a life whose disk is full one day: from then on it writes nothing, until it is opened again, and shows
 * nothing of what it could not write.
 */
export function createFailingStore(life: Life, store: Store): Store {
  let unsure: GoalId | undefined;
  const refuseAfter = async <T>(act: () => Promise<T>): Promise<T> => {
    if (life.diskFull) throw broken();
    return act();
  };
  const overflow = async (commit: Commit): Promise<never> => {
    life.diskFull = true;
    unsure = commit.goal?.id;
    Object.assign(life.world.calm, { since: Infinity, alive: false });
    note(life.world, `life ${life.number} has no room on its disk${life.diskLies ? ', it says' : ''}`);
    // An error says that nobody knows: the record may stand in the journal.
    if (life.diskLies) await through(life, () => life.world.store.commit(commit));
    throw new DroverError('DISK_FULL', 'the disk is full', 'Make room, then start drover again.');
  };
  return {
    ...store,
    commit: (commit) =>
      refuseAfter(() => {
        life.commits += 1;
        return life.commits < life.diskFullAt ? store.commit(commit) : overflow(commit);
      }),
    load: (id) => (id === unsure ? Promise.reject(broken()) : store.load(id)),
    list: (filter) => refuseAfter(() => store.list(filter)),
    health: () => (life.diskFull ? { ok: false, reason: 'the disk was full' } : store.health()),
  };
}

const broken = () =>
  new DroverError('STORE_FAILED', 'the store failed before', 'Start drover again when the disk is well.');
