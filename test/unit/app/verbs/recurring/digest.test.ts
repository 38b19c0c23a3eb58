import { expect, test } from 'vitest';
import { renderContent } from '../../../../../adapters/cli/show/render-content.ts';
import type { VerbAnswer } from '../../../../../src/domain/verb.ts';
import { createTestWorld, sampleInstallation, sampleProject } from '../../../../support/core/verb-world.ts';

const minute = 60_000;
const hour = 60 * minute;
const bob = { platform: 'slack', user: 'U3' } as const;
const words = ({ content }: VerbAnswer): string => renderContent(content, { color: false });

const newWorld = (digestAfterMs = 4 * hour) => createTestWorld(sampleInstallation({ digestAfterMs }));
const cancel = { type: 'CancelWished', by: bob, reason: 'no need' } as const;

test('a digest tells what happened since the last look, and then nothing, in one line', async () => {
  const { ask, clock, happen } = newWorld();
  await ask('run mend the cart');
  await clock.advance(10 * minute);
  await ask('list');
  await clock.advance(10 * minute);
  await happen(1, cancel);
  await clock.advance(minute);
  const told = await ask('digest');
  expect(words(told)).toContain('1 goal cancelled');
  expect(words(told)).toContain('mend the cart — cancelled');
  await clock.advance(minute);
  const silent = await ask('digest');
  expect(silent.content.title).toContain('Nothing happened');
  expect(silent.content.blocks).toEqual([]);
});

test('a digest that is delivered twice is the same digest', async () => {
  const { ask, clock, happen } = newWorld();
  await ask('run mend the cart');
  await clock.advance(10 * minute);
  await happen(1, cancel);
  const told = await ask('digest', { id: 'same' });
  expect(words(told)).toContain('1 goal cancelled');
  expect(await ask('digest', { id: 'same' })).toEqual(told);
});

test('what was seen with another verb is not told again', async () => {
  const { ask, clock, happen } = newWorld();
  await ask('run mend the cart');
  await happen(1, cancel);
  await clock.advance(10 * minute);
  await ask('list');
  await clock.advance(minute);
  expect((await ask('digest')).content.title).toContain('Nothing happened');
});

test('who was away is told with the next answer, once, and a digest afterwards has all of it', async () => {
  const { ask, clock, happen } = newWorld();
  await ask('run mend the cart');
  await clock.advance(2 * hour);
  await happen(1, cancel);
  await clock.advance(2 * hour + minute);
  expect(words(await ask('list'))).toContain('While you were away');
  await clock.advance(2 * minute);
  expect(words(await ask('list'))).not.toContain('While you were away');
  expect(words(await ask('digest'))).toContain('mend the cart — cancelled');
  await clock.advance(minute);
  expect((await ask('digest')).content.title).toContain('Nothing happened');
});

test('who was away is told nothing when nothing happened, or when that is switched off', async () => {
  const quiet = newWorld();
  await quiet.ask('list');
  await quiet.clock.advance(9 * hour);
  expect(words(await quiet.ask('list'))).not.toContain('While you were away');
  const off = newWorld(0);
  await off.ask('run mend the cart');
  await off.clock.advance(hour);
  await off.happen(1, cancel);
  await off.clock.advance(9 * hour);
  expect(words(await off.ask('list'))).not.toContain('While you were away');
});

test('each person has a last look of their own, and strangers leave none', async () => {
  const { ask, clock, happen, world } = newWorld();
  await ask('run mend the cart');
  await ask('list', { actor: bob });
  await ask('list', { actor: { platform: 'slack', user: 'U9' } });
  await ask('run --project none it', { actor: { platform: 'slack', user: 'U2' } });
  await clock.advance(10 * minute);
  await happen(1, cancel);
  expect(words(await ask('digest'))).toContain('1 goal cancelled');
  expect(words(await ask('digest', { actor: bob }))).toContain('1 goal cancelled');
  const entries = await world.runtime.store.entries('seen/');
  expect(entries.map(({ key }) => key)).toEqual(['seen/slack:U1', 'seen/slack:U3']);
});

test('nobody learns of goals in projects that they may not see', async () => {
  const access = { view: ['slack:U5'], run: ['slack:U1'], approve: [], admin: [] };
  const { ask, clock, happen } = createTestWorld({
    ...sampleInstallation({
      projects: {
        open: sampleProject('open', { access }),
        closed: sampleProject('closed', { access: { ...access, view: [] } }),
      },
    }),
    access: { view: [], run: ['slack:U1'], approve: [], admin: [] },
  });
  await ask('run --project open one');
  await ask('run --project closed two');
  await clock.advance(minute);
  await happen(1, cancel);
  await happen(2, cancel);
  const told = words(await ask('digest', { actor: { platform: 'slack', user: 'U5' } }));
  expect(told).toContain('G-1');
  expect(told).not.toContain('G-2');
});

test('an answer is given although the look cannot be noted', async () => {
  const { ask, world } = newWorld();
  const { store } = world.runtime;
  const before = { ...store };
  Object.assign(store, {
    commit: async (given: Parameters<typeof store.commit>[0]) => {
      if (given.entries?.some(({ key }) => key.startsWith('seen/')) === true)
        throw new Error('the disk is full');
      return before.commit(given);
    },
  });
  expect((await ask('list')).ok).toBe(true);
});
