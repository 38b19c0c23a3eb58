import { createSlack } from '../../../adapters/chat/slack/create-slack.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { systemRandom } from '../../../adapters/system/system-random.ts';
import type { Logger } from '../../../src/ports/logger.ts';
import { addChannel, publicMessages } from '../../support/slack-emulator/emulator-state.ts';
import { addFault } from '../../support/slack-emulator/faults.ts';
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
      loseNextAnswer: () => addFault(state, { kind: 'store-then-drop', method: 'chat.postMessage' }),
      close: async () => {
        await slack.stop();
        await close();
      },
    };
  },
  { refuses: true, losesAnswers: true },
);
