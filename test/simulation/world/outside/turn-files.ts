import type { LeftFiles, TurnFiles } from '../../../../src/ports/agent-door.ts';
import { through } from '../../life/life.ts';
import type { Life, World } from '../shape/world-shape.ts';

/** What agents left in the folders of their turns: some a question. */
export const createSimTurnFiles = (life: Life): TurnFiles => ({
  read: (folder) => through(life, async () => filesOf(life.world, folder)),
});

function filesOf(world: World, folder: string): LeftFiles {
  const process = [...world.processes.values()].find((candidate) => candidate.request.folder === folder);
  const behaviour = process?.conduct.behaviour;
  if (process?.ending?.outcome !== 'finished') return {};
  if (behaviour !== 'asks' && behaviour !== 'asks-and-waits') return {};
  return {
    question: {
      call: `file ${process.tag}`,
      text: `May I change the public interface for ${process.tag}?`,
      options: [],
      ...(behaviour === 'asks' ? { fallback: 'no' } : {}),
    },
  };
}
