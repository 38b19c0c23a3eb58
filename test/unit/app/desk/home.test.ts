import { expect, test } from 'vitest';
import { ContentSchema } from '../../../../src/domain/surface/content.ts';
import { createDeskWorld, type DeskWorld } from '../../../support/surfaces/desk-world.ts';
import { ready, started, turnFailed } from '../../../support/core/sample-goal.ts';
import { wordsOf } from '../../../support/core/words-of.ts';

const home = (world: DeskWorld, user = 'U1') => world.desk.home({ platform: 'slack', user });

test('one’s own goals with their controls, those that wait first, and what ended lately', async () => {
  const world = createDeskWorld();
  for (const text of ['first', 'second', 'third', 'of another'])
    await world.ask(`run ${text}`, text === 'of another' ? { actor: { platform: 'slack', user: 'U3' } } : {});
  await world.happen(
    1,
    ...ready,
    started,
    turnFailed({ kind: 'permission-blocked', message: 'it wants curl' }),
  );
  await world.ask('cancel G-3');
  const content = await home(world);
  expect(ContentSchema.parse(content)).toEqual(content);
  const words = wordsOf(content);
  const order = [
    '[Start a goal]',
    'G-1 first',
    'waiting (permission)',
    '[Approve]',
    'G-2 second',
    '[Pause]',
    'Ended lately',
    'G-3 third',
  ];
  expect(order.map((part) => words.indexOf(part))).toEqual(
    order.map((part) => words.indexOf(part)).toSorted((a, b) => a - b),
  );
  expect(words.indexOf('[Start a goal]')).toBeGreaterThan(0);
  expect(words).not.toContain('of another');
});

test('who may only look is offered nothing to start', async () => {
  expect(wordsOf(await home(createDeskWorld(), 'U4'))).toBe('Your goals\nNo goal of yours is open.');
});

test('a stranger is told whom to ask, and sees nothing', async () => {
  const world = createDeskWorld();
  await world.ask('run secret work');
  const words = wordsOf(await home(world, 'U9'));
  expect(words).toContain('You may not do that');
  expect(words).not.toMatch(/secret|Start a goal/u);
});

test('many goals stay one page', async () => {
  const world = createDeskWorld();
  for (let number = 0; number < 14; number += 1) await world.ask(`run ${number} things`);
  const content = await home(world);
  expect(content.blocks.filter(({ type }) => type === 'buttons')).toHaveLength(11);
  expect(wordsOf(content)).toContain('and 4 more: /goal list --mine');
});
