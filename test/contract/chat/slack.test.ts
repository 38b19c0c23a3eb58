import { createSlack } from '../../../adapters/chat/slack/create-slack.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { systemRandom } from '../../../adapters/system/system-random.ts';
import type { Logger } from '../../../src/ports/logger.ts';
import { addChannel, publicMessages } from '../../support/slack-emulator/emulator-state.ts';
import { addFault } from '../../support/slack-emulator/faults.ts';
import { addMessage } from '../../support/slack-emulator/sender.ts';
import { startSlackEmulator } from '../../support/slack-emulator/start-slack-emulator.ts';
import { describeChat } from './describe-chat.ts';

const nothing = () => undefined;
const quiet: Logger = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => quiet };

describeChat(
  'Slack',
  async () => {
    const { state, apiUrl, close } = await startSlackEmulator();
    addChannel(state, 'C1');
    addChannel(state, 'C2', { botIsMember: false });
    const place = { platform: 'slack', workspace: state.team, channel: 'C1' } as const;
    const slack = createSlack({
      botToken: state.botToken,
      signingSecret: state.signingSecret,
      apiUrl,
      intake: () => Promise.reject(new Error('nobody asks here')),
      clock: systemClock,
      random: systemRandom,
      logger: quiet,
    });
    return {
      chat: slack.chat,
      place,
      refusedPlace: { ...place, channel: 'C2' },
      shown: async () =>
        publicMessages(state, 'C1').map(({ ts, threadTs, text }) => ({
          id: ts,
          text,
          ...(threadTs === undefined ? {} : { thread: threadTs }),
        })),
      unknownId: '1.000000',
      refuseNextEdit: () =>
        addFault(state, { kind: 'error', method: 'chat.update', error: 'edit_window_closed' }),
      say: (text) => {
        const { ts } = addMessage(state, { channel: 'C1', user: 'U1', text });
        return { platform: 'slack', workspace: state.team, channel: 'C1', messageId: ts };
      },
      signsOn: async ({ messageId }) => {
        const message = publicMessages(state, 'C1').find(({ ts }) => ts === messageId);
        return [...(message?.reactions ?? [])].flatMap(([name, users]) =>
          users.has(state.bot.user) ? [name] : [],
        );
      },
      files: async () =>
        [...state.files.values()].flatMap((file) => (file.channels.has('C1') ? [file.name] : [])),
      loseNextAnswer: () => addFault(state, { kind: 'store-then-drop', method: 'chat.postMessage' }),
      close: async () => {
        await slack.stop();
        await close();
        if (state.violations.length > 0) throw new Error(JSON.stringify(state.violations));
      },
    };
  },
  { refuses: true, losesAnswers: true, signs: true, removes: true, files: true },
);
