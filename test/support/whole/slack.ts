import { addChannel, type EmulatorState, type StoredMessage } from '../slack-emulator/emulator-state.ts';
import { startSlackEmulator, type SlackEmulator } from '../slack-emulator/start-slack-emulator.ts';
import { say, typeCommand, type Target } from '../slack-emulator/sender.ts';
import { until } from '../until.ts';

export const general = 'C0GENERAL';
export const [aliceId, bobId, eveId] = ['U0ALICE', 'U0BOB', 'U0EVE'] as const;

/** A Slack workspace with one channel, and what drover needs to be told about it. */
export interface Workspace extends SlackEmulator {
  readonly env: (mode: 'http' | 'socket') => Record<string, string>;
}

export async function openWorkspace(): Promise<Workspace> {
  const emulator = await startSlackEmulator();
  const { state, apiUrl } = emulator;
  addChannel(state, general, { name: 'general' });
  const bot = { SLACK_BOT_TOKEN: state.botToken, SLACK_API_URL: apiUrl };
  return {
    ...emulator,
    close: async () => {
      await emulator.close();
      refuseViolations(state);
    },
    env: (mode) => ({
      ...bot,
      ...(mode === 'http'
        ? { SLACK_SIGNING_SECRET: state.signingSecret }
        : { SLACK_APP_TOKEN: state.appToken }),
    }),
  };
}

/** Nothing that drover did may break Slack's rules or harm its people, whatever a test is about. */
function refuseViolations({ violations }: EmulatorState): void {
  const rows = violations.map(({ rule, where, detail }) => `${rule} in ${where}: ${detail}`);
  if (rows.length > 0) throw new Error(`Slack or its people would suffer:\n${rows.join('\n')}`);
}

/** Types `/goal …` in the channel; answers what the person sees at once. */
export const typed = async (
  state: EmulatorState,
  target: Target,
  user: string,
  text: string,
): Promise<string> => (await typeCommand(state, target, { channel: general, user, text })).seen;

/** Writes a reply in a thread. */
export const reply = (state: EmulatorState, target: Target, user: string, threadTs: string, text: string) =>
  say(state, target, { channel: general, user, text, threadTs });

/** drover's own messages in a channel, oldest first. */
export const posts = (state: EmulatorState, channel = general): readonly StoredMessage[] =>
  (state.channels.get(channel)?.messages ?? []).filter((message) => message.user === state.bot.user);

/** Waits for drover to post something that contains `text`, in blocks or text. */
export const posted = (state: EmulatorState, text: string, withinMs?: number): Promise<StoredMessage> =>
  until(`a post with “${text}”`, () => posts(state).find((message) => shows(message, text)), withinMs);

export const shows = (message: StoredMessage, text: string): boolean =>
  `${message.text}\n${JSON.stringify(message.blocks)}`.includes(text);
