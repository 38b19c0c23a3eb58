import type { Lease } from '../../../src/ports/store/job-queue.ts';
import { endProcess } from '../world/agents/agent-process.ts';
import type { Dice } from '../world/dice.ts';
import { note } from '../world/world.ts';
import type { Life, World } from '../world/shape/world-shape.ts';

/** The machine goes down: no process is left, and nobody wrote down how they ended. */
export function loseMachine(world: World): void {
  note(world, 'the machine goes down');
  for (const check of world.checks.values()) check.over();
  for (const process of world.processes.values()) {
    if (!process.running) continue;
    process.shim = false;
    endProcess(world, process, { outcome: 'failed' });
  }
}

/** A worker that naps as long as it can finds the lease again after this long, in milliseconds. */
const longestNap = 5000;

/** Another worker gets the lease of a goal for a while, as when this one was too slow to renew it. */
export function stealLease(world: World, dice: Dice, life: Life): void {
  const [lease] = life.leases.values();
  if (lease === undefined || life.dead) return;
  note(world, `the lease of ${lease.goal} goes to somebody else`);
  void world.store.release(lease);
  void world.store.claim(lease.goal, 'thief').then((stolen) => {
    if (stolen === undefined) return undefined;
    world.stolen.add(lease.goal);
    world.calm.since = Infinity;
    world.clock.after(dice.between(1, 8000), () => giveBack(world, stolen));
    return undefined;
  });
}

function giveBack(world: World, stolen: Lease): void {
  world.stolen.delete(stolen.goal);
  void world.store.release(stolen);
  if (world.calm.alive) world.calm.since = world.clock.now() + longestNap;
}
