import type { GoalId } from '../../../src/domain/ids.ts';
import type { Lease } from '../../../src/ports/store/job-queue.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { moment } from '../world/world.ts';
import { heard, through } from './life.ts';
import type { Life } from '../world/shape/world-shape.ts';

/**
 * The store as one life sees it: its writes take a moment, its listeners and leases end with it.
 * A write that was not made when the life died is never made.
 */
export function createLifeStore(life: Life): Store {
  const { world } = life;
  const { store, dice } = world;
  const slowness = dice.fork();
  const writing = async () => {
    if (slowness.chance(0.3)) await moment(world, slowness.between(0, 5));
  };
  /** What was read is sometimes old news when it arrives. */
  const late = async <T>(reading: Promise<T>): Promise<T> => {
    const read = await reading;
    if (slowness.chance(0.2)) await heard(life, moment(world, slowness.between(0, 3)));
    return read;
  };
  life.onDeath.push(() => {
    for (const lease of life.leases.values()) void store.release(lease);
  });
  return {
    async commit(commit) {
      await writing();
      return through(life, () => store.commit(commit));
    },
    load: (id) => late(through(life, () => store.load(id))),
    list: (filter) => late(through(life, () => store.list(filter))),
    nextGoalNumber: () => through(life, () => store.nextGoalNumber()),
    events: (id, after, limit) => through(life, () => store.events(id, after, limit)),
    eventsSince: (cursor, limit) => through(life, () => store.eventsSince(cursor, limit)),
    onCommit(listener) {
      const unsubscribe = store.onCommit(listener);
      life.onDeath.push(unsubscribe);
      return unsubscribe;
    },
    health: () => store.health(),
    close: async () => {},
    seen: (deliveryId) => through(life, () => store.seen(deliveryId)),
    pending: () => late(through(life, () => store.pending())),
    outcome: (key) => through(life, () => store.outcome(key)),
    purses: () => late(through(life, () => store.purses())),
    turnCosts: (costKey) => late(through(life, () => store.turnCosts(costKey))),
    entry: (key) => late(through(life, () => store.entry(key))),
    entries: (prefix) => late(through(life, () => store.entries(prefix))),
    cooldowns: (now) => late(through(life, () => store.cooldowns(now))),
    claim: (goal, worker) => through(life, () => claim(life, goal, worker)),
    renew: (lease) => through(life, () => store.renew(lease)),
    async release(lease) {
      await through(life, () => store.release(lease));
      life.leases.delete(lease.goal);
    },
  };
}

/** A lease that was given out in the moment of death ends with the life, too. */
async function claim(life: Life, goal: GoalId, worker: string): Promise<Lease | undefined> {
  const { store } = life.world;
  const lease = await store.claim(goal, worker);
  if (lease === undefined) return undefined;
  if (life.dead) await store.release(lease);
  else life.leases.set(goal, lease);
  return lease;
}
