import * as fc from 'fast-check';
import { expect } from 'vitest';
import { goalIdOf } from '../../../src/domain/ids.ts';
import { visibleFiles } from '../../contract/workspace/visible-files.ts';
import { git } from '../../support/git-repository.ts';
import type { Bench } from './bench.ts';
import { never, openBench } from './bench.ts';
import { anyChange, makeChange } from './change-at-random.ts';
import type { Change } from './change-at-random.ts';

const first = goalIdOf(1);

/** Changes between checkpoints, then the checkpoints to return to. */
const anyStory = fc.record({
  chapters: fc.array(fc.array(anyChange, { minLength: 3, maxLength: 12 }), { minLength: 3, maxLength: 5 }),
  returns: fc.array(fc.nat(10), { minLength: 3, maxLength: 5 }),
});

interface Story {
  readonly chapters: readonly (readonly Change[])[];
  readonly returns: readonly number[];
}

/** Plays that many stories of an agent that is returned again and again, and counts returns; a failure prints its seed. */
export async function playReturns(stories: number): Promise<number> {
  let returned = 0;
  const play = fc.asyncProperty(anyStory, async (story) => {
    await using bench = await openBench({ 'README.md': 'hello\n', 'a/b': 'b\n' });
    await playStory(bench, story);
    returned += story.returns.length;
  });
  await fc.assert(play, { numRuns: stories, endOnFailure: true });
  return returned;
}

async function playStory(bench: Bench, { chapters, returns }: Story): Promise<void> {
  const info = await bench.prepare();
  const points: { sha: string; state: unknown }[] = [];
  for (const chapter of chapters) {
    for (const change of chapter) await makeChange(info.path, info.branch, change);
    const { sha } = await bench.workspaces.checkpoint(info, first, points.length + 1, never);
    points.push({ sha, state: await seeState(info) });
  }
  for (const number of returns) {
    const point = points[number % points.length];
    if (point === undefined) continue;
    await bench.workspaces.restore(info, first, { kind: 'checkpoint', sha: point.sha }, never);
    expect(await seeState(info)).toEqual(point.state);
    expect(await git(info.path, 'symbolic-ref', 'HEAD')).toBe(`refs/heads/${info.branch}`);
    const more = chapters[(number + 1) % chapters.length] ?? [];
    for (const change of more) await makeChange(info.path, info.branch, change);
  }
}

const seeState = async ({ path, branch }: { readonly path: string; readonly branch: string }) => ({
  files: await visibleFiles(path),
  branch: await git(path, 'rev-parse', `refs/heads/${branch}`),
});
