import { Routes } from 'discord.js';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { postMessage, newMessage } from '../../support/discord-emulator/acts/post-message.ts';
import { deleteChannel, updateThread } from '../../support/discord-emulator/acts/threads.ts';
import { addFault } from '../../support/discord-emulator/faults.ts';
import { say } from '../../support/discord-emulator/sender/say.ts';
import { nextId, now } from '../../support/discord-emulator/state/emulator-state.ts';
import { addMember, addRole, channelOf, home, openDm } from '../../support/discord-emulator/state/guild.ts';
import { manageThreads } from '../../support/discord-emulator/state/permissions.ts';
import { renderTranscript } from '../../support/discord-emulator/transcript.ts';
import { codeOf, openEmulator, openRest } from './open-client.ts';

const IdSchema = z.looseObject({ id: z.string() });
const messages = Routes.channelMessages(home.general);
const messageOf = (id: string, channel: string = home.general) => Routes.channelMessage(channel, id);

const option = (name: string) => ({ type: 3, name, description: 'd' });

async function open() {
  const emulator = await openEmulator();
  const rest = openRest(emulator);
  const post = async (body: object, channel: string = home.general): Promise<string> =>
    IdSchema.parse(await rest.post(Routes.channelMessages(channel), { body })).id;
  const thread = async (name = 'work'): Promise<string> => {
    const id = await post({ content: 'root' });
    await rest.post(Routes.threads(home.general, id), { body: { name } });
    return id;
  };
  return { emulator, state: emulator.state, rest, post, thread };
}

it('a repeated nonce that is enforced answers the first message again', async () => {
  const { state, post } = await open();
  const body = { content: 'once', nonce: 'key-1', enforce_nonce: true };
  expect(await post(body)).toBe(await post(body));
  expect(await post({ ...body, nonce: 'key-2' })).not.toBe(await post(body));
  expect(channelOf(state, home.general).messages).toHaveLength(2);
  expect(state.suspicions).toEqual([]);
});

it('the same words twice without a nonce look like a duplicate', async () => {
  const { state, post } = await open();
  await post({ content: 'once' });
  await post({ content: 'once' });
  expect(state.suspicions).toMatchObject([{ kind: 'same-content', channel: home.general }]);
});

it('a stored message whose answer is lost is there once if it has a nonce', async () => {
  const { emulator, state } = await open();
  const rest = openRest(emulator, { retries: 1 });
  addFault(state, { kind: 'store-then-500', route: 'message.create' });
  await rest.post(messages, { body: { content: 'kept', nonce: 'n', enforce_nonce: true } });
  addFault(state, { kind: 'store-then-reset', route: 'message.create' });
  await rest.post(messages, { body: { content: 'kept', nonce: 'm', enforce_nonce: true } });
  expect(channelOf(state, home.general).messages).toHaveLength(2);
  expect(state.calls.map((call) => call.outcome)).toEqual(['store-then-500', 'ok', 'store-then-reset', 'ok']);
  addFault(state, { kind: 'store-then-drop', route: 'message.create' });
  const lost = rest.post(messages, { body: { content: 'kept', nonce: 'o', enforce_nonce: true } });
  await expect(lost).rejects.toThrow('other side closed');
  expect(channelOf(state, home.general).messages).toHaveLength(3);
});

it('a thread has the id of its message, so that it is started once', async () => {
  const { state, rest, thread } = await open();
  const id = await thread();
  expect(await codeOf(rest.post(Routes.threads(home.general, id), { body: { name: 'work' } }))).toBe(160_004);
  expect(await rest.get(Routes.channel(id))).toMatchObject({ id, parent_id: home.general, type: 11 });
  const system = await rest.get(Routes.channelMessages(id));
  expect(system).toMatchObject([{ type: 21 }]);
  expect(renderTranscript(state)).toContain(`└ thread “work” ${id}`);
});

it('a post opens an archived thread; an edit or a reaction does not; a locked one takes nothing', async () => {
  const { state, rest, post, thread } = await open();
  const id = await thread();
  const first = await post({ content: 'first' }, id);
  await rest.patch(Routes.channel(id), { body: { archived: true } });
  const edit = () => rest.patch(messageOf(first, id), { body: { content: 'second' } });
  const react = () => rest.put(`${messageOf(first, id)}/reactions/${encodeURIComponent('✅')}/@me`);
  expect(await codeOf(edit())).toBe(50_083);
  expect(await codeOf(react())).toBe(50_083);
  await post({ content: 'again' }, id);
  expect(channelOf(state, id).archived).toBe(false);
  await edit();
  await react();
  expect(await codeOf(rest.patch(Routes.channel(id), { body: { locked: true } }))).toBe(50_013);
  updateThread(state, channelOf(state, id), { locked: true });
  expect(await codeOf(post({ content: 'into a locked one' }, id))).toBe(160_005);
  addMember(state, home.guild, {
    id: state.bot.id,
    name: 'drover',
    bot: true,
    roles: [addRole(state, home.guild, { name: 'keepers', permissions: manageThreads })],
  });
  await post({ content: 'with the right to do so' }, id);
});

it('what is gone, closed or not allowed is answered with its own code', async () => {
  const { state, rest, post, thread } = await open();
  const id = await thread();
  deleteChannel(state, channelOf(state, id));
  expect(await codeOf(post({ content: 'x' }, id))).toBe(10_003);
  expect(await codeOf(rest.patch(messageOf('1'), { body: { content: 'x' } }))).toBe(10_008);
  const foreign = say(state, { channel: home.general, user: home.bob, text: 'mine' });
  expect(await codeOf(rest.patch(messageOf(foreign.id), { body: { content: 'x' } }))).toBe(50_005);
  addMember(state, home.guild, { id: home.eve, name: 'eve', dms: 'closed' });
  expect(await codeOf(post({ content: 'x' }, openDm(state, home.eve).id))).toBe(50_007);
  channelOf(state, home.builds).denied.add('send');
  expect(await codeOf(post({ content: 'x' }, home.builds))).toBe(50_013);
  channelOf(state, home.builds).denied.add('view');
  expect(await codeOf(post({ content: 'x' }, home.builds))).toBe(50_001);
  expect(await codeOf(post({}))).toBe(50_006);
  addFault(state, { kind: 'error', route: 'message.create', code: 50_013 });
  expect(await codeOf(post({ content: 'x' }))).toBe(50_013);
});

it('a message that is too long is refused with what is wrong, and remembered as a violation', async () => {
  const { state, rest } = await open();
  const error = await rest
    .post(messages, { body: { content: 'x'.repeat(2001) } })
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    code: 50_035,
    rawError: { errors: { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH' }] } } },
  });
  expect(state.violations).toMatchObject([{ kind: 'limit', channel: home.general }]);
});

it('files are kept at an address, ten of them at most', async () => {
  const { state, rest } = await open();
  const files = [{ name: 'spend.txt', data: Buffer.from('12 dollars') }];
  const sent = await rest.post(messages, { body: { content: 'see' }, files });
  const { attachments } = z
    .looseObject({ attachments: z.array(z.looseObject({ url: z.url() })) })
    .parse(sent);
  expect(attachments).toMatchObject([{ filename: 'spend.txt', size: 10 }]);
  expect(await (await fetch(attachments[0]?.url ?? '')).text()).toBe('12 dollars');
  const many = Array.from({ length: 11 }, (_, at) => ({ name: `${at}.txt`, data: Buffer.from('x') }));
  expect(await codeOf(rest.post(messages, { body: {}, files: many }))).toBe(50_035);
  const big = [{ name: 'big.bin', data: Buffer.alloc(10 * 1024 * 1024 + 1) }];
  expect(await codeOf(rest.post(messages, { body: {}, files: big }))).toBe(40_005);
  expect(state.violations.map((one) => one.kind)).toEqual(['limit', 'limit']);
});

it('a channel is read newest first, before, after and around a message', async () => {
  const { rest, post } = await open();
  const ids: string[] = [];
  for (const content of ['a', 'b', 'c', 'd', 'e']) ids.push(await post({ content }));
  const read = async (query: Record<string, string>) =>
    z
      .array(z.looseObject({ content: z.string() }))
      .parse(await rest.get(messages, { query: new URLSearchParams(query) }))
      .map((one) => one.content)
      .join('');
  expect(await read({})).toBe('edcba');
  expect(await read({ before: ids[2] ?? '', limit: '1' })).toBe('b');
  expect(await read({ after: ids[1] ?? '', limit: '2' })).toBe('dc');
  expect(await read({ around: ids[2] ?? '', limit: '3' })).toBe('dcb');
});

it('messages older than an hour may be edited a few times only', async () => {
  const { state, rest } = await open();
  const at = now(state) - 2 * 3_600_000;
  const old = newMessage({ id: nextId(state), channel: home.general, author: state.bot.id, at });
  postMessage(state, channelOf(state, home.general), old);
  state.oldEditsAllowed = 1;
  const edit = async (content: string) =>
    await fetch(`${state.url}/api/v10${messageOf(old.id)}`, {
      method: 'PATCH',
      headers: { authorization: `Bot ${state.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content }),
    });
  await rest.patch(messageOf(old.id), { body: { content: 'one' } });
  expect(await (await edit('two')).json()).toMatchObject({ code: 30_046 });
});

it('the client waits for its bucket and sees no 429; who does not wait is remembered', async () => {
  const { state, rest } = await open();
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
  const { state } = await open();
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

it('members show their roles; a token that is wrong opens nothing', async () => {
  const { emulator, rest } = await open();
  expect(await rest.get(Routes.guildMember(home.guild, home.alice))).toMatchObject({
    roles: [home.operators],
    user: { username: 'alice' },
  });
  expect(await codeOf(rest.get(Routes.guildMember(home.guild, '1')))).toBe(10_013);
  const stranger = openRest(emulator).setToken('wrong');
  await expect(stranger.get(Routes.user())).rejects.toMatchObject({ status: 401 });
});

it('commands that break a limit are refused as a whole, and good ones keep their ids', async () => {
  const { state, rest } = await open();
  const route = Routes.applicationGuildCommands(state.applicationId, home.guild);
  const bad = [
    { name: 'Goal', description: 'upper case' },
    { name: 'goal', description: '' },
    { name: 'goal', description: 'd', options: Array.from({ length: 26 }, (_, at) => option(`o${at}`)) },
    { name: 'goal', description: 'd', options: [option('same'), option('same')] },
    { name: 'goal', description: 'd', options: [option('a'), { ...option('b'), required: true }] },
    { name: 'goal', description: 'd', options: [{ type: 1, name: 'sub', description: 'd' }, option('a')] },
    {
      name: 'goal',
      description: 'd',
      options: Array.from({ length: 25 }, (_, at) => ({
        type: 1,
        name: `s${at}`,
        description: 'd'.repeat(100),
        options: Array.from({ length: 3 }, (__, n) => ({
          type: 3,
          name: `o${n}`,
          description: 'd'.repeat(100),
        })),
      })),
    },
  ];
  for (const command of bad) expect(await codeOf(rest.put(route, { body: [command] }))).toBe(50_035);
  expect(state.violations.filter((one) => one.kind === 'bad-command').length).toBeGreaterThanOrEqual(
    bad.length,
  );
  const put = async () =>
    z.array(IdSchema).parse(await rest.put(route, { body: [{ name: 'goal', description: 'd', type: 1 }] }));
  expect((await put())[0]?.id).toBe((await put())[0]?.id);
});
