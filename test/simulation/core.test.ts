import { expect, test } from 'vitest';
import { simulate } from './simulate.ts';

const wanted = process.env['SEED'];
const first = Number(wanted ?? 1);
const count = wanted === undefined ? Number(process.env['SEEDS'] ?? 200) : 1;
const seeds = Array.from({ length: count }, (_, index) => first + index);

test('whatever moment drover is killed at, nothing is lost, nothing is said twice, and every goal comes to its end', async () => {
  const totals = { lives: 0, calls: 0, goals: 0, turns: 0, posts: 0, steps: 0 };
  for (const seed of seeds) {
    const { problems, trace, figures } = await simulate(seed);
    for (const name of Object.keys(totals) as (keyof typeof totals)[]) totals[name] += figures[name];
    const story = wanted === undefined ? '' : `\n${trace.join('\n')}`;
    expect(
      problems,
      `seed ${seed}; replay: SEED=${seed} npx vitest run --project simulation${story}`,
    ).toEqual([]);
  }
});
