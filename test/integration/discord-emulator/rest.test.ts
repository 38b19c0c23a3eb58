import { Routes } from 'discord.js';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { denyRights, kickBot } from '../../support/discord-emulator/acts/rights.ts';
import { deleteChannel, updateThread } from '../../support/discord-emulator/acts/threads.ts';
import { addFault } from '../../support/discord-emulator/faults.ts';
import { say } from '../../support/discord-emulator/sender/say.ts';
import { addMember, addRole, channelOf, home, openDm } from '../../support/discord-emulator/state/guild.ts';
import { manageThreads } from '../../support/discord-emulator/state/permissions.ts';
import { publicMessages } from '../../support/discord-emulator/state/read-messages.ts';
import { renderTranscript } from '../../support/discord-emulator/transcript.ts';
import { codeOf, openPosting, openRest } from './open-client.ts';

const messages = Routes.channelMessages(home.general);
const messageOf = (id: string, channel: string = home.general) => Routes.channelMessage(channel, id);

it('a repeated nonce that is enforced answers the first message again', async () => {
  const { state, post } = await openPosting();
  const body = { content: 'once', nonce: 'key-1', enforce_nonce: true };
  expect(await post(body)).toBe(await post(body));
  expect(await post({ ...body, nonce: 'key-2' })).not.toBe(await post(body));
  expect(channelOf(state, home.general).messages).toHaveLength(2);
  expect(state.suspicions).toEqual([]);
});

it('the same words twice without a nonce look like a duplicate', async () => {
  const { state, post } = await openPosting();
  await post({ content: 'once' });
  await post({ content: 'once' });
  expect(state.suspicions).toMatchObject([{ kind: 'same-content', channel: home.general }]);
});

it('a stored message whose answer is lost is there once if it has a nonce', async () => {
  const { emulator, state } = await openPosting();
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
  const { state, rest, thread } = await openPosting();
  const id = await thread();
  expect(await codeOf(rest.post(Routes.threads(home.general, id), { body: { name: 'work' } }))).toBe(160_004);
  expect(await rest.get(Routes.channel(id))).toMatchObject({ id, parent_id: home.general, type: 11 });
  const system = await rest.get(Routes.channelMessages(id));
  expect(system).toMatchObject([{ type: 21 }]);
  expect(renderTranscript(state)).toContain(`└ thread “work” ${id}`);
});

it('a post opens an archived thread; an edit or a reaction does not; a locked one takes nothing', async () => {
  const { state, rest, post, thread } = await openPosting();
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
  const { state, rest, post, thread } = await openPosting();
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
  const { state, rest } = await openPosting();
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
  const { state, rest } = await openPosting();
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
  const { rest, post } = await openPosting();
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

it('members show their roles; a token that is wrong opens nothing', async () => {
  const { emulator, rest } = await openPosting();
  expect(await rest.get(Routes.guildMember(home.guild, home.alice))).toMatchObject({
    roles: [home.operators],
    user: { username: 'alice' },
  });
  expect(await codeOf(rest.get(Routes.guildMember(home.guild, '1')))).toBe(10_013);
  const stranger = openRest(emulator).setToken('wrong');
  await expect(stranger.get(Routes.user())).rejects.toMatchObject({ status: 401 });
});

it('who could be notified, and links that pretend, are remembered', async () => {
  const { state, post } = await openPosting();
  const content = `<@${home.bob}> see [https://github.com](https://evil.example)`;
  const quiet = await post({ content, allowed_mentions: { parse: [] } });
  expect(state.violations.map((one) => one.kind)).toEqual(['masked-link']);
  const loud = await post({ content: `<@${home.bob}>` });
  expect(state.violations.map((one) => one.kind)).toEqual(['masked-link', 'mention']);
  const pings = publicMessages(state, home.general).map((message) => [message.id, message.pings]);
  expect(pings).toEqual([
    [quiet, []],
    [loud, [`<@${home.bob}>`]],
  ]);
});

it('a guild that the bot was thrown out of, and channels it lost, are closed to it', async () => {
  const { state, rest, post } = await openPosting();
  denyRights(state, channelOf(state, home.builds), ['attach']);
  await post({ content: 'x' }, home.builds);
  kickBot(state, home.guild);
  expect(await codeOf(post({ content: 'x' }))).toBe(50_001);
  expect(await codeOf(rest.get(Routes.guild(home.guild)))).toBe(50_001);
});

it('a reply to what is gone is refused, unless it may stand alone', async () => {
  const { post } = await openPosting();
  const reference = { message_id: '1' };
  expect(await codeOf(post({ content: 'x', message_reference: reference }))).toBe(50_035);
  await post({ content: 'x', message_reference: { ...reference, fail_if_not_exists: false } });
});
