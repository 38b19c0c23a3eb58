import { createDiscord } from '../../../adapters/chat/discord/create-discord.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import type { Logger } from '../../../src/ports/logger.ts';
import { addFault } from '../../support/discord-emulator/faults.ts';
import { messageText } from '../../support/discord-emulator/render-message.ts';
import { say } from '../../support/discord-emulator/sender/say.ts';
import { startDiscordEmulator } from '../../support/discord-emulator/start-discord-emulator.ts';
import { addChannel, channelOf, home } from '../../support/discord-emulator/state/guild.ts';
import { describeChat } from './describe-chat.ts';

const nothing = () => undefined;
const quiet: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => quiet };

describeChat(
  'Discord',
  async () => {
    const { state, apiUrl, close } = await startDiscordEmulator();
    const closed = addChannel(state, { name: 'closed', denied: ['view'] });
    const place = { platform: 'discord', workspace: home.guild, channel: home.general } as const;
    const discord = createDiscord({
      token: state.token,
      applicationId: state.applicationId,
      apiUrl,
      messageContent: true,
      intake: () => Promise.reject(new Error('nobody asks here')),
      clock: systemClock,
      logger: quiet,
    });
    const channels = () =>
      [...state.channels.values()].filter((one) => one.id === home.general || one.parent === home.general);
    const messages = () => channels().flatMap((channel) => channel.messages);
    return {
      chat: discord.chat,
      place,
      refusedPlace: { ...place, channel: closed.id },
      unknownId: '1',
      shown: async () =>
        channels().flatMap((channel) =>
          channel.messages
            .filter(({ type }) => type === 0 || type === 19)
            .map((message) => ({
              id: message.id,
              text: messageText(message),
              ...(channel.parent === undefined ? {} : { thread: channel.id }),
            })),
        ),
      refuseNextEdit: () =>
        addFault(state, { kind: 'error', route: 'message.edit', code: 30_046, status: 429 }),
      say: (text) => {
        const { id } = say(state, { channel: home.general, user: home.alice, text });
        return { ...place, messageId: id };
      },
      signsOn: async ({ messageId }) =>
        (channelOf(state, home.general).messages.find(({ id }) => id === messageId)?.reactions ?? [])
          .filter(({ user }) => user === state.bot.id)
          .map(({ emoji }) => emoji),
      files: async () => messages().flatMap((message) => message.files.map(({ name }) => name)),
      loseNextAnswer: () => addFault(state, { kind: 'store-then-drop', route: 'message.create' }),
      close: async () => {
        await discord.stop();
        await close();
        if (state.violations.length > 0) throw new Error(JSON.stringify(state.violations));
      },
    };
  },
  { refuses: true, losesAnswers: true, signs: true, removes: true, files: true },
);
