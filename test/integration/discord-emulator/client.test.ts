import { Events, MessageFlags, SlashCommandBuilder, type Client } from 'discord.js';
import { expect, it } from 'vitest';
import { dropSockets } from '../../support/discord-emulator/gateway/trouble.ts';
import { clickButton } from '../../support/discord-emulator/sender/press.ts';
import { say } from '../../support/discord-emulator/sender/say.ts';
import { lookAt } from '../../support/discord-emulator/sender/seen.ts';
import { typeCommand } from '../../support/discord-emulator/sender/type-command.ts';
import { home } from '../../support/discord-emulator/state/guild.ts';
import { openClient, openEmulator } from './open-client.ts';

const goal = new SlashCommandBuilder()
  .setName('goal')
  .setDescription('Drives agents')
  .addSubcommand((sub) =>
    sub
      .setName('start')
      .setDescription('Starts a goal')
      .addStringOption((option) => option.setName('text').setDescription('What').setRequired(true)),
  )
  .toJSON();

const general = async (client: Client) => {
  const channel = await client.channels.fetch(home.general);
  if (channel?.isSendable() !== true || channel.isDMBased()) throw new Error('no channel');
  return channel;
};

it('a command goes to the client, is deferred, and the person sees the edited answer', async () => {
  const emulator = await openEmulator();
  const { state } = emulator;
  const client = await openClient(emulator);
  await client.application.commands.set([goal]);
  client.on(Events.InteractionCreate, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.editReply(`started: ${interaction.options.getString('text', true)}`);
  });
  const typed = { channel: home.general, user: home.alice, verb: 'start', options: { text: 'mend it' } };
  const seen = await typeCommand(state, 'gateway', typed);
  expect(seen).toMatchObject({ outcome: 'deferred', ephemeral: true, pending: true });
  await expect.poll(() => lookAt(state, seen.interactionId).text).toBe('started: mend it');
  expect(state.violations).toEqual([]);
});

it('a thread hears what people write in it, and buttons come back', async () => {
  const emulator = await openEmulator();
  const { state } = emulator;
  const client = await openClient(emulator);
  const heard: string[] = [];
  client.on(Events.MessageCreate, (message) => void heard.push(`${message.channelId} ${message.content}`));
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isButton()) await interaction.update({ content: 'paused', components: [] });
  });
  const button = { type: 2, style: 2, label: 'Pause', custom_id: 'pause:1' };
  const channel = await general(client);
  const message = await channel.send({ content: 'goal', components: [{ type: 1, components: [button] }] });
  const thread = await message.startThread({ name: 'mend it' });
  say(state, { channel: thread.id, user: home.bob, text: 'and the tests' });
  await expect.poll(() => heard).toContain(`${thread.id} and the tests`);
  const seen = await clickButton(state, 'gateway', { message: message.id, user: home.bob, label: 'Pause' });
  expect(seen).toMatchObject({ outcome: 'update', text: 'paused' });
});

it('what happens while the connection is cut is replayed when the session is resumed', async () => {
  const emulator = await openEmulator();
  const client = await openClient(emulator);
  const heard: string[] = [];
  client.on(Events.MessageCreate, (message) => void heard.push(message.content));
  dropSockets(emulator.state);
  say(emulator.state, { channel: home.general, user: home.bob, text: 'meanwhile' });
  await expect.poll(() => heard).toEqual(['meanwhile']);
  expect(emulator.state.sessions.size).toBe(1);
});
