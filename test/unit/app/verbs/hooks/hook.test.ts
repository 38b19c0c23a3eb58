import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../../../src/domain/actor.ts';
import {
  createTestWorld,
  nobody,
  sampleInstallation,
  sampleProject,
} from '../../../../support/core/verb-world.ts';

const bob: Actor = { platform: 'slack', user: 'U2', name: 'bob' };
const root: Actor = { platform: 'slack', user: 'U9', name: 'root' };
const usual = sampleInstallation();

const createWorld = (hooks = { shell: true, nats: true, secrets: ['CI_SECRET'] }) =>
  createTestWorld({
    ...usual,
    projects: {
      shop: sampleProject('shop', {
        channels: ['slack:C0SHOP'],
        access: { ...nobody, approve: ['slack:U2'] },
      }),
      vault: sampleProject('vault', { access: { ...nobody, run: ['slack:U7'] } }),
    },
    access: { ...usual.access, run: ['slack:U1'], approve: [], admin: ['slack:U9'] },
    hooks,
  });

async function withGoal(hooks?: Parameters<typeof createWorld>[0]) {
  const world = createWorld(hooks);
  await world.ask('run --project shop fix it');
  const added = async () =>
    (await world.goal(1)).spec.hooks.map(({ id, on, action }) => ({ id, on, action }));
  return { ...world, added };
}

test('who steers a goal adds what its thread, its project’s channels and its chain are told', async () => {
  const { ask, added, goal } = await withGoal();
  for (const typed of [
    'add done notify well done, all',
    'add failed notify slack:C0SHOP it broke',
    '--only-if verified add done dispatch release what was fixed',
  ])
    expect(await ask(`hook G-1 ${typed}`)).toMatchObject({ ok: true });
  expect(await ask('hook G-1 --every 3 add progress notify still at it')).toMatchObject({ ok: true });
  expect(await added()).toEqual([
    { id: 'H-1', on: 'done', action: { do: 'notify-origin', text: 'well done, all' } },
    { id: 'H-2', on: 'failed', action: { do: 'notify-channel', channel: 'slack:C0SHOP', text: 'it broke' } },
    { id: 'H-3', on: 'done', action: { do: 'dispatch', text: 'release what was fixed', onlyIf: 'verified' } },
    { id: 'H-4', on: 'progress', action: { do: 'notify-origin', text: 'still at it' } },
  ]);
  expect((await goal(1)).spec.hooks.at(-1)?.everyTurns).toBe(3);
});

test('what leaves the chat is for admins', async () => {
  const { ask, added } = await withGoal();
  const leaving = [
    '--secret CI_SECRET add done webhook https://ci.example.org/x',
    'add done nats builds.done',
    'add done shell ./deploy.sh --to "the moon"',
    'add done notify slack:C0OTHER look',
  ];
  for (const typed of leaving)
    expect(await ask(`hook G-1 ${typed}`)).toMatchObject({ ok: false, code: 'ACCESS_DENIED' });
  expect(await added()).toEqual([]);
  for (const typed of leaving)
    expect(await ask(`hook G-1 ${typed}`, { actor: root })).toMatchObject({ ok: true });
  expect((await added()).map(({ action }) => action)).toEqual([
    { do: 'webhook', url: 'https://ci.example.org/x', secret: 'CI_SECRET' },
    { do: 'nats', subject: 'builds.done' },
    { do: 'shell', command: './deploy.sh --to "the moon"' },
    { do: 'notify-channel', channel: 'slack:C0OTHER', text: 'look' },
  ]);
});

test('a command is refused where commands are off, also to an admin', async () => {
  const { ask, added } = await withGoal({ shell: false, nats: false, secrets: [] });
  expect(await ask('hook G-1 add done shell ./deploy.sh', { actor: root })).toMatchObject({
    ok: false,
    code: 'ACCESS_DENIED',
    hint: expect.stringContaining('shellHooks'),
  });
  expect(await ask('hook G-1 add done nats a.b', { actor: root })).toMatchObject({ ok: false });
  expect(
    await ask('hook G-1 --secret OTHER add done webhook https://x.example', { actor: root }),
  ).toMatchObject({
    ok: false,
  });
  expect(await added()).toEqual([]);
});

test('a chain leads only where whoever adds it may go, whoever’s goal it is', async () => {
  const { ask, added } = await withGoal();
  const vault = await ask('hook G-1 --project vault add done dispatch open it', { actor: bob });
  expect(vault).toMatchObject({ ok: false, code: 'PROJECT_UNKNOWN' });
  expect(vault.hint).not.toContain('vault');
  expect(await ask('hook G-1 --project nowhere add done dispatch open it')).toMatchObject({
    ok: false,
    code: 'PROJECT_UNKNOWN',
  });
  expect(await added()).toEqual([]);
});

describe('what is typed wrong', () => {
  test.each([
    ['frobnicate', 'WRONG_USAGE'],
    ['add', 'WRONG_USAGE'],
    ['add someday webhook https://x.example', 'WRONG_USAGE'],
    ['add done webhok https://x.example', 'WRONG_USAGE'],
    ['add done webhook http://x.example', 'WRONG_USAGE'],
    ['add done dispatch', 'TEXT_REQUIRED'],
    ['add done notify', 'TEXT_REQUIRED'],
    ['add done notify slack:general hello', 'WRONG_USAGE'],
    ['--every 2 add done notify x', 'WRONG_USAGE'],
    ['--only-if lucky add done dispatch x', 'WRONG_USAGE'],
    ['remove H-9', 'WRONG_USAGE'],
  ])('“%s” is answered with %s and what to write', async (typed, code) => {
    const { ask, added } = await withGoal();
    const given = await ask(`hook G-1 ${typed}`, { actor: root });
    expect(given).toMatchObject({ ok: false, code, hint: expect.stringMatching(/\w/) });
    expect(await added()).toEqual([]);
  });
});

test('hooks are listed with what became of their acts, and without addresses’ secrets', async () => {
  const { ask, happen, goal } = await withGoal();
  await ask('hook G-1 add cancelled webhook https://ci.example.org/s3cret', { actor: root });
  await happen(1, { type: 'CancelWished', by: bob, reason: '' });
  const [effect] = (await goal(1)).effects;
  if (effect === undefined) throw new Error('no order');
  await happen(1, { type: 'HookFinished', effectId: effect.id, outcome: 'failed', note: 'answered 500' });
  const given = await ask('hook G-1');
  const words = JSON.stringify(given.content);
  for (const part of [
    'H-1',
    'when cancelled: webhook https://ci.example.org/…, unsigned',
    'failed (answered 500)',
  ])
    expect(words).toContain(part);
  expect(words).not.toContain('s3cret');
});

test('a hook that is removed is gone, its name is not given again, and a repeat is answered as before', async () => {
  const { ask, added, happen } = await withGoal();
  await ask('hook G-1 add cancelled notify bye');
  await happen(1, { type: 'CancelWished', by: bob, reason: '' });
  const first = await ask('hook G-1 remove h-1', { id: 'same' });
  expect(first).toMatchObject({ ok: true });
  expect(await ask('hook G-1 remove h-1', { id: 'same' })).toEqual(first);
  expect(await added()).toEqual([]);
  await ask('hook G-1 add done notify hi');
  expect((await added()).map(({ id }) => id)).toEqual(['H-2']);
});
