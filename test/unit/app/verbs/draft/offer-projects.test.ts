import { expect, test } from 'vitest';
import { readAct } from '../../../../../src/app/desk/acts.ts';
import type { Actor } from '../../../../../src/domain/actor.ts';
import type { VerbAnswer } from '../../../../../src/domain/verb.ts';
import {
  createTestWorld,
  nobody,
  sampleInstallation,
  sampleProject,
} from '../../../../support/core/verb-world.ts';

const bob: Actor = { platform: 'slack', user: 'U3' };
const run = { ...nobody, run: ['slack:U1', 'slack:U3'] };

const stage = () =>
  createTestWorld(
    sampleInstallation({
      access: nobody,
      projects: {
        shop: sampleProject('shop', { access: run }),
        blog: sampleProject('blog', { access: run }),
        vault: sampleProject('vault'),
      },
    }),
  );

const requestIn = ({ data }: VerbAnswer): string => (data as { readonly request: string }).request;

test('several projects are offered, those that are open to whoever asks, and nothing is started', async () => {
  const { ask, goals } = stage();
  const asked = await ask('run --turns 3 fix the login');
  expect(asked).toMatchObject({ ok: false, code: 'PROJECT_REQUIRED', data: { projects: ['blog', 'shop'] } });
  expect(asked.content.blocks[0]).toMatchObject({
    type: 'choice',
    act: `approve/${requestIn(asked)}`,
    options: [
      { value: '1', label: 'blog' },
      { value: '2', label: 'shop' },
    ],
  });
  expect(await goals()).toBe(0);
});

test('what the control asks for dispatches the words as they were typed, once, whatever is chosen again', async () => {
  const { ask, goal, goals } = stage();
  const request = requestIn(await ask('run --turns 3 fix the login'));
  const pressed = readAct(`approve/${request}/2`);
  if (pressed?.is !== 'request') throw new Error('no request');
  expect(await ask(pressed.request)).toMatchObject({ ok: true, goal: 'G-1' });
  expect(await goal(1)).toMatchObject({
    spec: { project: 'shop', text: 'fix the login', budget: { turns: 3 } },
  });
  expect(await ask(`approve ${request} blog`)).toMatchObject({ ok: true, goal: 'G-1' });
  expect(await goals()).toBe(1);
});

test('two that choose at the same moment get the same goal', async () => {
  const { ask, goals } = stage();
  const request = requestIn(await ask('run fix'));
  const both = await Promise.all([ask(`approve ${request} 1`), ask(`approve ${request} 2`)]);
  expect(both.map(({ goal }) => goal)).toEqual(['G-1', 'G-1']);
  expect(await goals()).toBe(1);
});

test('without a word for the project it is asked again, and others do not choose', async () => {
  const { ask, goals } = stage();
  const request = requestIn(await ask('run fix'));
  for (const word of ['', ' 0', ' 3', ' vault', ' -1', ' 1.5'])
    expect(await ask(`approve ${request}${word}`)).toMatchObject({ code: 'PROJECT_REQUIRED' });
  expect(await ask(`approve ${request} shop`, { actor: bob })).toMatchObject({ code: 'ACCESS_DENIED' });
  expect(await goals()).toBe(0);
});

test('what was asked for is forgotten after a day', async () => {
  const { ask, clock } = stage();
  const request = requestIn(await ask('run fix'));
  await clock.advance(24 * 60 * 60 * 1000);
  expect(await ask(`approve ${request} shop`)).toMatchObject({ code: 'REQUEST_NOT_FOUND' });
});

test('who may start something in one project only is not asked', async () => {
  const { ask, goal } = createTestWorld(
    sampleInstallation({
      access: nobody,
      projects: { shop: sampleProject('shop', { access: run }), vault: sampleProject('vault') },
    }),
  );
  await ask('run fix');
  expect((await goal(1)).spec.project).toBe('shop');
});
