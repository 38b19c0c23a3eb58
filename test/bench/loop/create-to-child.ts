import type { GoalId } from '../../../src/domain/ids.ts';
import type { BenchRow, Measured } from '../bench-row.ts';
import { inFolder } from '../measure.ts';
import { barePlayer } from './bare-player.ts';
import { instantWorkspaces, openCore, type BenchCore } from './bench-core.ts';
import { mediansOf } from './pairs.ts';

const script = { turns: [[{ say: 'Done.' }]] };

/** From the request to the agent's first word; the goal is over before the next one begins. */
export async function dispatchOnce({ ask, spoke, ended }: BenchCore): Promise<number> {
  const begun = performance.now();
  const { goal } = await ask('run bench');
  if (goal === undefined) throw new Error('the goal was refused');
  const took = (await spoke(goal satisfies GoalId)) - begun;
  await ended(goal);
  return took;
}

const compare = (): Promise<Measured> =>
  inFolder(async (folder) => {
    const workspaces = instantWorkspaces(folder);
    const core = await openCore({ folder, source: folder, script, accept: 'none', workspaces });
    const [ours, bare] = await mediansOf(
      12,
      () => dispatchOnce(core),
      async () => (await barePlayer(folder, script)).spoke,
    );
    await core.close();
    return {
      value: ours / bare,
      detail: `${ours.toFixed(0)} ms against ${bare.toFixed(0)} ms, to its first word`,
    };
  });

export const createToChild: BenchRow = {
  name: 'durable create → child spawned, p50',
  baseline: 'bare spawn of the same program',
  target: { kind: 'at most', value: 1.5 },
  unit: '×',
  run: compare,
};
