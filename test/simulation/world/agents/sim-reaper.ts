import type { OrphanReaper } from '../../../../src/ports/agent.ts';
import { heard, through } from '../../life/life.ts';
import { isWanted } from '../ledger.ts';
import { accuse, moment, note } from '../world.ts';
import { endProcess } from './agent-process.ts';
import type { Life, World } from '../shape/world-shape.ts';

/** Ends what earlier lives left running, and says when that was something a goal goes on with. */
export const createSimReaper = (life: Life): OrphanReaper => ({
  reap: (prefix, keep) =>
    through(life, async () => {
      await heard(life, moment(life.world, 10));
      return [...reapAgents(life, prefix, keep), ...reapChecks(life.world, prefix, keep)];
    }),
});

function reapAgents(life: Life, prefix: string, keep: ReadonlySet<string>): string[] {
  const { world, lacks } = life;
  const found = [...world.processes.values()].filter(
    ({ running, tag }) => running && tag.startsWith(prefix) && !keep.has(tag),
  );
  for (const process of found) {
    note(world, `${process.tag}: is reaped`);
    // Nobody can go on with an agent that is not configured any more.
    if (isWanted(world, process.tag) && process.kind.name !== lacks)
      accuse(world, `${process.tag} was killed by a restart`);
    endProcess(world, process, { outcome: 'aborted' });
  }
  return found.map(({ tag }) => tag);
}

function reapChecks(world: World, prefix: string, keep: ReadonlySet<string>): string[] {
  const found = [...world.checks.keys()].filter((tag) => tag.startsWith(prefix) && !keep.has(tag));
  for (const tag of found) world.checks.get(tag)?.over();
  return found;
}
