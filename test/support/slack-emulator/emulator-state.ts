import type { WebSocket } from 'ws';

/** A message as Slack keeps it. `ts` is its name in the channel and ends in zeros, so that numbers would damage it. */
export interface StoredMessage {
  readonly ts: string;
  readonly threadTs?: string;
  readonly user: string;
  readonly botId?: string;
  /** Seen by this person alone. */
  readonly onlyFor?: string;
  text: string;
  blocks: readonly unknown[];
  metadata?: { readonly event_type: string; readonly event_payload: Readonly<Record<string, unknown>> };
  edits: number;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly members: Set<string>;
  archived: boolean;
  readonly messages: StoredMessage[];
}

/** What goes wrong, with which method (default: all) in which channel (default: all), how often (default: once). */
export interface Fault {
  readonly kind:
    | 'rate-limit'
    | 'error'
    | 'http-500'
    | 'store-then-500'
    | 'store-then-drop'
    | 'hang'
    | 'not-json';
  readonly method?: string | undefined;
  readonly channel?: string | undefined;
  readonly error?: string | undefined;
  readonly retryAfter?: number | undefined;
  times: number;
}

/** A call of the Web API, or an answer through a response_url (`response_url`). */
export interface ApiCall {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly outcome: string;
}

/** What an app answers to a command: the acknowledgement and what came later through the response_url. */
export interface ResponseUse {
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Arguments and answers of the Web API. */
export type Args = Readonly<Record<string, unknown>>;
export type Answer = { readonly ok: boolean; readonly error?: string; readonly [key: string]: unknown };
export const fail = (error: string): Answer => ({ ok: false, error });

export interface EmulatorState {
  readonly team: string;
  readonly bot: { readonly user: string; readonly id: string; readonly app: string };
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly channels: Map<string, Channel>;
  readonly faults: Fault[];
  readonly calls: ApiCall[];
  readonly responses: ResponseUse[];
  readonly sockets: Set<WebSocket>;
  /** Envelopes that wait for their acknowledgement. */
  readonly waiting: Map<string, (payload: unknown) => void>;
  /** Base address, once listening. */
  url: string;
  counter: number;
}

export const newEmulatorState = (): EmulatorState => ({
  team: 'T0EMULATOR',
  bot: { user: 'U0DROVER', id: 'B0DROVER', app: 'A0DROVER' },
  botToken: 'xoxb-emulator-bot-token',
  appToken: 'xapp-emulator-app-token',
  signingSecret: 'emulator-signing-secret',
  channels: new Map(),
  faults: [],
  calls: [],
  responses: [],
  sockets: new Set(),
  waiting: new Map(),
  url: '',
  counter: 0,
});

/** A number that was not given out before. */
export const nextNumber = (state: EmulatorState): number => (state.counter += 1);

/** The next timestamp: now, with a count as its fraction. */
export const nextTs = (state: EmulatorState): string =>
  `${Math.floor(Date.now() / 1000)}.${String((nextNumber(state) * 100) % 1_000_000).padStart(6, '0')}`;

/** A channel with the bot in it, unless told otherwise. */
export function addChannel(
  state: EmulatorState,
  id: string,
  options: { name?: string; botIsMember?: boolean; archived?: boolean } = {},
): Channel {
  const channel: Channel = {
    id,
    name: options.name ?? id.toLowerCase(),
    members: new Set(options.botIsMember === false ? [] : [state.bot.user]),
    archived: options.archived ?? false,
    messages: [],
  };
  state.channels.set(id, channel);
  return channel;
}

/** Messages that everybody in the channel sees, oldest first. */
export const publicMessages = (state: EmulatorState, channel: string): readonly StoredMessage[] =>
  (state.channels.get(channel)?.messages ?? []).filter((message) => message.onlyFor === undefined);

/** Messages that only one person sees, oldest first. */
export const privateMessages = (state: EmulatorState, channel: string): readonly StoredMessage[] =>
  (state.channels.get(channel)?.messages ?? []).filter((message) => message.onlyFor !== undefined);
