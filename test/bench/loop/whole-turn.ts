import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BenchRow, Measured } from '../bench-row.ts';
import { inFolder } from '../measure.ts';
import { instantWorkspaces, openCore } from './bench-core.ts';
import { mediansOf } from './pairs.ts';

const run = promisify(execFile);
const player = fileURLToPath(new URL('../../../adapters/agents/scripted/player.ts', import.meta.url));
const script = { turns: [[{ say: 'Done.' }]] };
/** Fewer than the failures of one sort after which a goal is given up. */
const turns = 2;

/** The same program, started by a shell as often. */
async function shellLoop(home: string): Promise<number> {
  const job = { script, prompt: 'go', session: { id: `loop-${performance.now()}`, resume: true }, home };
  const [first, later] = [join(home, 'first.json'), join(home, 'later.json')];
  await writeFile(first, JSON.stringify({ ...job, session: { ...job.session, resume: false } }));
  await writeFile(later, JSON.stringify(job));
  const start = `"${process.execPath}" --disable-warning=ExperimentalWarning "${player}"`;
  const loop = `${start} < first.json; for n in $(seq ${turns - 1}); do ${start} < later.json; done`;
  const begun = performance.now();
  await run('sh', ['-c', loop], { cwd: home });
  return (performance.now() - begun) / turns;
}

const compare = (): Promise<Measured> =>
  inFolder(async (folder) => {
    const home = join(folder, 'loop');
    await mkdir(home);
    // Never accepted: a goal of so many turns, each with its checkpoint, its commits and its check.
    const core = await openCore({
      folder,
      source: folder,
      script,
      accept: [{ kind: 'file', path: 'never.txt' }],
      workspaces: instantWorkspaces(folder),
    });
    const [ours, shell] = await mediansOf(
      5,
      async () => {
        const { goal } = await core.ask(`run --turns ${turns} bench`);
        if (goal === undefined) throw new Error('the goal was refused');
        const begun = performance.now();
        await core.ended(goal);
        return (performance.now() - begun) / turns;
      },
      () => shellLoop(home),
    );
    await core.close();
    return { value: ours / shell, detail: `${ours.toFixed(0)} ms against ${shell.toFixed(0)} ms a turn` };
  });

export const wholeTurn: BenchRow = {
  name: 'one whole turn of a trivial agent',
  baseline: 'the same command in a shell loop',
  target: { kind: 'at most', value: 1.15 },
  unit: '×',
  run: compare,
};
