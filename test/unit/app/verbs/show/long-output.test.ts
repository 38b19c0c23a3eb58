import { expect, test, vi } from 'vitest';
import { ready, started, turnFinished } from '../../../../support/core/sample-goal.ts';
import { createTestWorld, sampleInstallation } from '../../../../support/core/verb-world.ts';

async function withGoal(more = {}) {
  const world = createTestWorld(sampleInstallation(), more);
  await world.ask('run fix it');
  return world;
}

test('a long table of turns is whole in a file, and its newest rows are shown', async () => {
  const { ask, happen, goal, world } = await withGoal();
  await happen(1, ...ready, started, turnFinished());
  const { turns } = await goal(1);
  const [turn] = turns;
  const loaded = await world.runtime.store.load('G-1' as never);
  const many = Array.from({ length: 40 }, (_, index) => ({ ...turn, turn: index + 1, seq: index + 1 }));
  const spy = { ...(loaded?.document as object), turns: many };
  vi.spyOn(world.runtime.store, 'load').mockResolvedValue({ version: 1, document: spy });
  const { blocks } = (await ask('turns G-1')).content;
  expect(blocks[0]).toMatchObject({ type: 'output', name: 'G-1-turns.txt' });
  const [first] = blocks;
  expect(first?.type === 'output' ? first.text.split('\n') : []).toHaveLength(40);
  expect(blocks).toHaveLength(31);
});

test('what may be long has a name, so that it can become a file', async () => {
  const { ask, happen } = await withGoal({
    diff: async (_goal: unknown, most: number) => `+${'x'.repeat(Math.min(most, 50_000))}`,
  });
  await happen(1, ...ready);
  const [diff] = (await ask('diff G-1')).content.blocks;
  expect(diff).toMatchObject({ type: 'output', name: 'G-1.diff' });
  expect(diff?.type === 'output' ? diff.text.length : 0).toBe(50_001);
  expect((await ask('logs G-1')).content.blocks).toMatchObject([{ type: 'output', name: 'G-1.log' }]);
});
