import { Routes } from 'discord.js';
import { expect, it } from 'vitest';
import { postMessage, newMessage } from '../../support/discord-emulator/acts/post-message.ts';
import { addFault } from '../../support/discord-emulator/faults.ts';
import { nextId, now } from '../../support/discord-emulator/state/emulator-state.ts';
import { channelOf, home } from '../../support/discord-emulator/state/guild.ts';
import { openPosting } from './open-client.ts';

const messages = Routes.channelMessages(home.general);
const messageOf = (id: string, channel: string = home.general) => Routes.channelMessage(channel, id);

it('the client waits for its bucket and sees no 429; who does not wait is remembered', async () => {
  const { state, rest } = await openPosting();
  state.rates = 0.1;
  for (const content of ['1', '2', '3', '4', '5', '6', '7']) await rest.post(messages, { body: { content } });
  expect(state.calls.map((call) => call.status)).toEqual(Array.from({ length: 7 }, () => 200));
  expect(state.violations).toEqual([]);
  state.rates = 'real';
  const raw = async () =>
    await fetch(`${state.url}/api/v10${Routes.channelMessages(home.builds)}`, {
      method: 'POST',
      headers: { authorization: `Bot ${state.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content: nextId(state) }),
    });
  for (let at = 0; at < 5; at += 1) await raw();
  state.aheadMs += 1000;
  const refused = await raw();
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({ global: false });
  expect(refused.headers.get('x-ratelimit-scope')).toBe('user');
  expect(state.violations).toMatchObject([{ kind: 'rate-headers-ignored' }]);
});

it('whoever was told to wait and asks again too early is remembered', async () => {
  const { state } = await openPosting();
  addFault(state, { kind: 'rate-limit', route: 'user.me', retryAfter: 2.5, scope: 'shared' });
  const ask = async () =>
    await fetch(`${state.url}/api/v10/users/@me`, { headers: { authorization: `Bot ${state.token}` } });
  const refused = await ask();
  expect(refused.headers.get('retry-after')).toBe('3');
  expect(await refused.json()).toMatchObject({ retry_after: 2.5, global: false });
  state.aheadMs += 1000;
  await ask();
  expect(state.violations).toMatchObject([{ kind: 'rate-headers-ignored' }]);
  state.aheadMs += 2000;
  await ask();
  expect(state.violations).toHaveLength(1);
});

it('messages older than an hour may be edited three times in six seconds', async () => {
  const { state } = await openPosting();
  const at = now(state) - 2 * 3_600_000;
  const old = newMessage({ id: nextId(state), channel: home.general, author: state.bot.id, at });
  postMessage(state, channelOf(state, home.general), old);
  const edit = async (content: string) =>
    await fetch(`${state.url}/api/v10${messageOf(old.id)}`, {
      method: 'PATCH',
      headers: { authorization: `Bot ${state.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content }),
    });
  for (const content of ['1', '2', '3']) expect((await edit(content)).status).toBe(200);
  const refused = await edit('4');
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({ code: 30_046, retry_after: expect.any(Number) });
  state.aheadMs += 6000;
  expect((await edit('5')).status).toBe(200);
});

it('all channels together have a limit, and so has the name of a thread', async () => {
  const { state, thread } = await openPosting();
  const id = await thread();
  state.rates = 'real';
  const send = async (method: string, path: string, body?: object) =>
    await fetch(`${state.url}/api/v10${path}`, {
      method,
      headers: { authorization: `Bot ${state.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const rename = async (name: string) => (await send('PATCH', Routes.channel(id), { name })).status;
  expect([await rename('a'), await rename('b'), await rename('c')]).toEqual([200, 200, 429]);
  expect(channelOf(state, id).name).toBe('b');
  state.buckets.clear();
  // A window of a thousand seconds does not end meanwhile.
  state.rates = 1000;
  const all = await Promise.all(Array.from({ length: 60 }, () => send('GET', Routes.user())));
  expect(all.filter((one) => one.status === 429).length).toBeGreaterThanOrEqual(10);
  expect(await all.at(-1)?.json()).toMatchObject({ global: true });
});
