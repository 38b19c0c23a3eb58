import type { EmulatorState, StoredMessage } from '../slack-emulator/emulator-state.ts';
import { clickButton } from '../slack-emulator/people/press.ts';
import { say, typeCommand, type Target } from '../slack-emulator/sender.ts';
import { aliceId, general, openWorkspace } from '../whole/slack.ts';
import { until } from '../until.ts';
import type { ShownMessage, Surface } from './surface.ts';

/** Slack, over HTTP or over sockets. */
export async function openSlackSurface(mode: 'http' | 'socket'): Promise<Surface> {
  const workspace = await openWorkspace();
  const { state } = workspace;
  let target: Target = 'socket';
  const type = async (text: string) =>
    (await typeCommand(state, target, { channel: general, user: aliceId, text })).seen;
  return {
    name: mode === 'http' ? 'Slack over HTTP' : 'Slack over sockets',
    env: workspace.env(mode),
    channel: `slack:${general}`,
    alice: `slack:${aliceId}`,
    reach: (url) => {
      if (mode === 'http') target = { endpoint: `${url}/slack/events` };
    },
    run: (agent, text) => type(`run --agent ${agent} ${text}`),
    ask: (verb, goal) => type(`${verb} ${goal}`),
    write: async (threadTs, text) =>
      void (await say(state, target, { channel: general, user: aliceId, text, threadTs })),
    press: (thread, label) => press(state, target, thread, label),
    thread: (thread) => messagesIn(state, thread).map((message) => shown(state, message)),
    violations: () => state.violations.map(({ rule, where, detail }) => `${rule} in ${where}: ${detail}`),
    close: () => workspace.close(),
  };
}

const messagesIn = (state: EmulatorState, thread: string): readonly StoredMessage[] =>
  (state.channels.get(general)?.messages ?? []).filter(
    (message) => message.onlyFor === undefined && (message.ts === thread || message.threadTs === thread),
  );

async function press(state: EmulatorState, target: Target, thread: string, label: string): Promise<string> {
  const message = await until(`a button “${label}”`, () =>
    messagesIn(state, thread).findLast(({ blocks }) => buttonsOf(blocks).includes(label)),
  );
  const spot = { channel: general, messageTs: message.ts, user: aliceId, control: label };
  const { responseId } = await clickButton(state, target, spot);
  return await until(`an answer to “${label}”`, () => {
    const use = state.responses.find(({ id }) => id === responseId);
    return use === undefined ? undefined : JSON.stringify(use.body);
  });
}

function shown(state: EmulatorState, message: StoredMessage): ShownMessage {
  return {
    id: message.ts,
    by: message.user === state.bot.user ? 'drover' : message.user,
    text: message.blocks.length === 0 ? message.text : textsOf(message.blocks).join('\n'),
    buttons: buttonsOf(message.blocks),
    edits: message.edits,
    signs: [...(message.reactions?.keys() ?? [])],
  };
}

/** Everything under `text` in blocks, in order; buttons left out. */
function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  if ('type' in value && value.type === 'actions') return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'text' && typeof inner === 'string' ? [inner] : textsOf(inner),
  );
}

function buttonsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(buttonsOf);
  if (typeof value !== 'object' || value === null) return [];
  if ('type' in value && value.type === 'button') return textsOf(Reflect.get(value, 'text'));
  return Object.values(value).flatMap(buttonsOf);
}
