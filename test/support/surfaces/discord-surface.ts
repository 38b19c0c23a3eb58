import { embedTexts } from '../discord-emulator/checks/check-embeds.ts';
import { allComponents, kinds } from '../discord-emulator/checks/components.ts';
import type { Target } from '../discord-emulator/sender/interact.ts';
import { clickButton } from '../discord-emulator/sender/press.ts';
import { say } from '../discord-emulator/sender/say.ts';
import { lookAt, type Seen } from '../discord-emulator/sender/seen.ts';
import { typeCommand } from '../discord-emulator/sender/type-command.ts';
import { startDiscordEmulator } from '../discord-emulator/start-discord-emulator.ts';
import type { EmulatorState } from '../discord-emulator/state/emulator-state.ts';
import { home } from '../discord-emulator/state/guild.ts';
import type { StoredMessage } from '../discord-emulator/state/things.ts';
import { until } from '../until.ts';
import type { ShownMessage, Surface } from './surface.ts';

/** Discord: what people press and type comes by the gateway, or as signed requests. Messages always come by the gateway. */
export async function openDiscordSurface(mode: 'gateway' | 'http'): Promise<Surface> {
  const { state, apiUrl, close } = await startDiscordEmulator();
  let target: Target = 'gateway';
  const type = async (verb: string, options: Readonly<Record<string, string>>) =>
    answerOf(
      state,
      await typeCommand(state, target, { channel: home.general, user: home.alice, verb, options }),
    );
  return {
    name: mode === 'http' ? 'Discord over HTTP' : 'Discord over the gateway',
    env: {
      DISCORD_TOKEN: state.token,
      DISCORD_APPLICATION_ID: state.applicationId,
      DISCORD_API_URL: apiUrl,
      ...(mode === 'http' ? { DISCORD_PUBLIC_KEY: state.keys.publicHex } : {}),
    },
    channel: `discord:${home.general}`,
    alice: `discord:${home.alice}`,
    reach: (url) => {
      if (mode === 'http') target = { endpoint: `${url}/discord/interactions` };
    },
    run: (agent, text) => type('run', { agent, text }),
    ask: (verb, goal) => type(verb, { goal }),
    write: async (thread, text) => void say(state, { channel: thread, user: home.alice, text }),
    press: (thread, label) => press(state, target, thread, label),
    thread: (thread) => messagesIn(state, thread).map((message) => shown(state, message)),
    violations: () => state.violations.map(({ kind, detail }) => `${kind}: ${detail}`),
    close,
  };
}

/** What the person sees in the end: deferred answers arrive with an edit. */
const answerOf = (state: EmulatorState, first: Seen): Promise<string> =>
  until(`an answer to ${first.interactionId}`, () => {
    const seen = lookAt(state, first.interactionId);
    if (seen.outcome === 'did-not-respond' || seen.outcome === 'refused')
      return `${seen.outcome}: ${seen.detail}`;
    const text = [seen.text, ...seen.followups.map((one) => one.text)].join('\n');
    return seen.pending || text.trim() === '' ? undefined : text;
  });

/** The message that the thread hangs on stands in its channel, under the thread's own id. */
const messagesIn = (state: EmulatorState, thread: string): readonly StoredMessage[] => [
  ...(state.channels.get(home.general)?.messages ?? []).filter(({ id }) => id === thread),
  ...(state.channels.get(thread)?.messages ?? []).filter(
    ({ type, onlyFor }) => (type === 0 || type === 19) && onlyFor === undefined,
  ),
];

async function press(state: EmulatorState, target: Target, thread: string, label: string): Promise<string> {
  const message = await until(`a button “${label}”`, () =>
    messagesIn(state, thread).findLast((one) => labelsOf(one).includes(label)),
  );
  return answerOf(state, await clickButton(state, target, { message: message.id, user: home.alice, label }));
}

const labelsOf = ({ components }: StoredMessage): readonly string[] =>
  allComponents(components).flatMap(({ type, label }) => (type === kinds.button ? [label ?? ''] : []));

const shown = (state: EmulatorState, message: StoredMessage): ShownMessage => ({
  id: message.id,
  by: message.author === state.bot.id ? 'drover' : message.author,
  text: [message.content, ...embedTexts(message.embeds)].filter((line) => line !== '').join('\n'),
  buttons: labelsOf(message),
  edits: message.edits,
  signs: message.reactions.map(({ emoji }) => emoji),
});
