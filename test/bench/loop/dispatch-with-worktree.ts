import { join } from 'node:path';
import { git, makeRepository } from '../../support/git-repository.ts';
import type { BenchRow, Measured } from '../bench-row.ts';
import { inFolder } from '../measure.ts';
import { barePlayer } from './bare-player.ts';
import { openCore } from './bench-core.ts';
import { dispatchOnce } from './create-to-child.ts';
import { mediansOf } from './pairs.ts';

const script = { turns: [[{ edit: { path: 'new.txt', write: 'new' } }, { say: 'Done.' }]] };
const fileCount = 2000;

/** A repository of ordinary size: two thousand files of two kilobytes. */
const files = (): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: fileCount }, (_, number) => [
      `src/part-${number % 50}/file-${number}.ts`,
      `export const value${number} = '${String(number).repeat(40)}';\n`.repeat(10),
    ]),
  );

const compare = (): Promise<Measured> =>
  inFolder(async (folder) => {
    const source = await makeRepository(join(folder, 'source'), files());
    await git(folder, 'clone', '--quiet', '--bare', source, join(folder, 'mirror.git'));
    const core = await openCore({
      folder,
      source,
      script,
      accept: [{ kind: 'custom', check: 'diffNonEmpty' }],
    });
    const [ours, bare] = await mediansOf(
      8,
      () => dispatchOnce(core),
      async (round) => {
        const begun = performance.now();
        const worktree = join(folder, `plain-${round}`);
        await git(join(folder, 'mirror.git'), 'worktree', 'add', '--quiet', '-b', `plain-${round}`, worktree);
        const added = performance.now() - begun;
        return added + (await barePlayer(folder, script)).spoke;
      },
    );
    await core.close();
    return {
      value: ours / bare,
      detail: `${ours.toFixed(0)} ms against ${bare.toFixed(0)} ms, ${fileCount} files`,
    };
  });

export const dispatchWithWorktree: BenchRow = {
  name: 'dispatch → agent started, with worktree, p50',
  baseline: 'git worktree add + bare spawn',
  target: { kind: 'at most', value: 1 },
  unit: '×',
  run: compare,
};
