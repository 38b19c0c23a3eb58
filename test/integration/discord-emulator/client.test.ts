import {
  Events,
  GatewayIntentBits,
  MessageFlags,
  SlashCommandBuilder,
  type Client,
  type ClientOptions,
  type Interaction,
} from 'discord.js';
import { expect, it } from 'vitest';
import { updateThread } from '../../support/discord-emulator/acts/threads.ts';
import {
  askToReconnect,
  dropSockets,
  invalidateSessions,
} from '../../support/discord-emulator/gateway/trouble.ts';
import { choose, clickButton } from '../../support/discord-emulator/sender/press.ts';
import { react, say } from '../../support/discord-emulator/sender/say.ts';
import { lookAt } from '../../support/discord-emulator/sender/seen.ts';
import { submitModal } from '../../support/discord-emulator/sender/submit-modal.ts';
import { autocomplete, typeCommand } from '../../support/discord-emulator/sender/type-command.ts';
import { channelOf, home, openDm } from '../../support/discord-emulator/state/guild.ts';
import { codeOf, newClient, patient, openClient, openEmulator } from './open-client.ts';

const goal = new SlashCommandBuilder()
  .setName('goal')
  .setDescription('Drives agents')
  .addSubcommand((sub) =>
    sub
      .setName('start')
      .setDescription('Starts a goal')
      .addStringOption((option) => option.setName('text').setDescription('What').setRequired(true))
      .addStringOption((option) => option.setName('repo').setDescription('Where').setAutocomplete(true))
      .addAttachmentOption((option) => option.setName('file').setDescription('More')),
  )
  .toJSON();

/** Answers interactions; what goes wrong in it fails the test by what the person does not see. */
const answering = (client: Client, answer: (interaction: Interaction) => Promise<unknown>): void =>
  void client.on(Events.InteractionCreate, (interaction) => void answer(interaction).catch(() => undefined));

async function open(options: Partial<ClientOptions> = {}) {
  const emulator = await openEmulator();
  const client = await openClient(emulator, options);
  const channel = await client.channels.fetch(home.general);
  if (channel?.isSendable() !== true || channel.isDMBased()) throw new Error('no channel');
  const heard: string[] = [];
  client.on(Events.MessageCreate, (message) => void heard.push(message.content));
  return { emulator, state: emulator.state, client, channel, heard };
}

const start = { channel: home.general, user: home.alice, verb: 'start', options: { text: 'mend it' } };

it('a command is deferred, and the person sees the edited answer and what follows', async () => {
  const { state, client } = await open();
  await client.application.commands.set([goal]);
  answering(client, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const attached = interaction.options.getAttachment('file', true);
    const text = await (await fetch(attached.url)).text();
    await interaction.editReply(`started: ${interaction.options.getString('text', true)}, ${text}`);
    await interaction.followUp({ content: 'for all' });
  });
  const options = { text: 'mend it', file: { file: 'notes.txt', text: 'with notes' } };
  const seen = await typeCommand(state, 'gateway', { ...start, options });
  expect(seen).toMatchObject({ outcome: 'deferred', ephemeral: true });
  await expect.poll(() => lookAt(state, seen.interactionId).followups, patient).toHaveLength(1);
  expect(lookAt(state, seen.interactionId)).toMatchObject({
    text: 'started: mend it, with notes',
    edits: 0,
    pending: false,
    followups: [{ text: 'for all', ephemeral: false }],
  });
  await expect(typeCommand(state, 'gateway', { ...start, options: {} })).rejects.toThrow(
    'asks for the option',
  );
  expect(state.violations).toEqual([]);
});

it('the client completes what a person types', async () => {
  const { state, client } = await open();
  await client.application.commands.set([goal], home.guild);
  answering(client, async (interaction) => {
    if (!interaction.isAutocomplete()) return;
    const typed = interaction.options.getFocused();
    const name = typed === 'many' ? 'x' : `${typed}over`;
    await interaction.respond(
      Array.from({ length: typed === 'many' ? 26 : 1 }, () => ({ name, value: name })),
    );
  });
  const seen = await autocomplete(state, 'gateway', { ...start, focused: 'repo', value: 'dr' });
  expect(seen).toMatchObject({ outcome: 'choices', choices: [{ name: 'drover', value: 'drover' }] });
  state.responseMs = 300;
  const many = await autocomplete(state, 'gateway', { ...start, focused: 'repo', value: 'many' });
  expect(many.outcome).toBe('did-not-respond');
  expect(state.violations).toMatchObject([{ kind: 'limit' }]);
});

it('a thread hears what people write in it, and buttons come back', async () => {
  const { state, client, channel, heard } = await open();
  answering(client, async (interaction) => {
    if (interaction.isButton()) await interaction.update({ content: 'paused', components: [] });
  });
  const button = { type: 2, style: 2, label: 'Pause', custom_id: 'pause:1' };
  const message = await channel.send({ content: 'goal', components: [{ type: 1, components: [button] }] });
  const thread = await message.startThread({ name: 'mend it' });
  say(state, { channel: thread.id, user: home.bob, text: 'and the tests' });
  await expect.poll(() => heard, patient).toContain('and the tests');
  const press = { message: message.id, user: home.bob };
  expect(await clickButton(state, 'gateway', { ...press, label: 'Pause' })).toMatchObject({
    outcome: 'update',
    text: 'paused',
  });
  await expect(clickButton(state, 'gateway', { ...press, label: 'Pause' })).rejects.toThrow('no such button');
  const stale = await clickButton(state, 'gateway', { ...press, customId: 'pause:1', stale: true });
  expect(stale.outcome).toBe('update');
  updateThread(state, channelOf(state, thread.id), { archived: true });
  await expect.poll(() => thread.archived, patient).toBe(true);
});

it('a select opens a modal, and what was filled in comes back', async () => {
  const { state, client, channel } = await open();
  const input = { type: 4, style: 2, custom_id: 'why', max_length: 20, value: 'because' };
  const modal = {
    custom_id: 'form:1',
    title: 'Why?',
    components: [{ type: 18, label: 'Reason', component: input }],
  };
  answering(client, async (interaction) => {
    if (interaction.isStringSelectMenu()) await interaction.showModal(modal);
    if (interaction.isModalSubmit())
      await interaction.reply({ content: interaction.fields.getTextInputValue('why'), flags: 64 });
  });
  const options = [{ label: 'Stop', value: 'stop' }];
  const select = { type: 3, custom_id: 'act', placeholder: 'Act', options };
  const message = await channel.send({ content: 'goal', components: [{ type: 1, components: [select] }] });
  const press = { message: message.id, user: home.bob, label: 'Act' };
  const shown = await choose(state, 'gateway', { ...press, values: ['stop'] });
  expect(shown).toMatchObject({ outcome: 'modal', text: '== Why? ==\nReason:\n[__because__]' });
  const { interactionId } = shown;
  const sent = await submitModal(state, 'gateway', { interactionId, fields: { why: 'too dear' } });
  expect(sent).toMatchObject({ outcome: 'message', ephemeral: true, text: 'too dear' });
  const long = submitModal(state, 'gateway', { interactionId, fields: { why: 'x'.repeat(21) } });
  await expect(long).rejects.toThrow('takes 0 to 20 characters');
});

it('who answers late gets 10062, who answers twice 40060, and after a quarter of an hour 50027', async () => {
  const { state, client } = await open();
  await client.application.commands.set([goal]);
  const codes: (number | string)[] = [];
  answering(client, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const callback = { body: { type: 4, data: { content: 'x' } }, auth: false };
    const reply = () =>
      client.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, callback);
    if (interaction.options.getString('text') === 'late') state.aheadMs += state.responseMs + 1;
    else await reply();
    codes.push(await codeOf(reply()));
    if (codes.length < 2) return;
    state.aheadMs += 15 * 60_000;
    codes.push(await codeOf(interaction.webhook.send('x')));
  });
  await typeCommand(state, 'gateway', start);
  await expect.poll(() => codes, patient).toEqual([40_060]);
  state.responseMs = 300;
  await typeCommand(state, 'gateway', { ...start, options: { text: 'late' } });
  await expect.poll(() => codes, patient).toEqual([40_060, 10_062, 50_027]);
  expect(state.violations.map((one) => one.kind)).toEqual(['late-response', 'expired-token']);
});

it('what happens while the connection is cut is replayed when the session is resumed', async () => {
  const { state, heard } = await open();
  dropSockets(state);
  say(state, { channel: home.general, user: home.bob, text: 'meanwhile' });
  await expect.poll(() => heard, patient).toEqual(['meanwhile']);
  const [session] = [...state.sessions.values()];
  const socket = session?.socket;
  askToReconnect(state);
  say(state, { channel: home.general, user: home.bob, text: 'once more' });
  await expect.poll(() => heard, patient).toEqual(['meanwhile', 'once more']);
  await expect.poll(() => session?.socket === undefined || session.socket === socket, patient).toBe(false);
  expect(state.sessions.size).toBe(1);
});

it('an invalid session is followed by a new one that missed what happened meanwhile', async () => {
  // The client would wait five seconds between two sessions.
  const ws = { buildIdentifyThrottler: () => ({ waitForIdentify: () => Promise.resolve() }) };
  const { state, heard } = await open({ ws });
  const before = [...state.sessions.keys()];
  invalidateSessions(state);
  say(state, { channel: home.general, user: home.bob, text: 'missed' });
  await expect.poll(() => state.sessions.size, patient).toBe(1);
  expect([...state.sessions.keys()]).not.toEqual(before);
  say(state, { channel: home.general, user: home.bob, text: 'heard' });
  await expect.poll(() => heard, patient).toEqual(['heard']);
});

it('an intent that was not granted and a wrong token keep the client out', async () => {
  const emulator = await openEmulator();
  emulator.state.granted.messageContent = false;
  await expect(newClient(emulator).login(emulator.state.token)).rejects.toThrow('disallowed intents');
  await expect(newClient(emulator).login('wrong.wrong.wrong')).rejects.toThrow('invalid token');
});

it('without the intent for content only mentions and direct messages can be read', async () => {
  const emulator = await openEmulator();
  const { state } = emulator;
  state.granted.messageContent = false;
  const { Guilds, GuildMessages, DirectMessages } = GatewayIntentBits;
  const client = await openClient(emulator, { intents: [Guilds, GuildMessages, DirectMessages] });
  const heard: string[] = [];
  client.on(Events.MessageCreate, (message) => void heard.push(message.content));
  client.on(Events.MessageReactionAdd, ({ emoji }) => void heard.push(emoji.name ?? ''));
  say(state, { channel: home.general, user: home.bob, text: 'secret' });
  const message = say(state, { channel: home.general, user: home.bob, text: `<@${state.bot.id}> open` });
  react(state, { message: message.id, user: home.bob, emoji: '👍' });
  say(state, { channel: openDm(state, home.bob).id, user: home.bob, text: 'direct' });
  await expect.poll(() => heard, patient).toEqual(['', `<@${state.bot.id}> open`, 'direct']);
});

it('reactions come to who has the intent for them', async () => {
  const { Guilds, GuildMessageReactions } = GatewayIntentBits;
  const { state, client, channel } = await open({ intents: [Guilds, GuildMessageReactions] });
  const heard: string[] = [];
  client.on(Events.MessageReactionAdd, ({ emoji }) => void heard.push(emoji.name ?? ''));
  const message = await channel.send('goal');
  react(state, { message: message.id, user: home.eve, emoji: '👎' });
  await expect.poll(() => heard, patient).toEqual(['👎']);
  await message.react('✅');
  expect(channelOf(state, home.general).messages[0]?.reactions).toHaveLength(2);
});
