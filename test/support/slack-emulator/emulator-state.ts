import type { WebSocket } from 'ws';

export interface Metadata {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, unknown>>;
}

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
  metadata?: Metadata;
  edits: number;
  /** Reaction → who reacted, in order. */
  reactions?: Map<string, Set<string>>;
  /** Ids of files that the message carries. */
  files?: readonly string[];
}

/** A file as Slack keeps it: seen by its owner alone until a message shares it. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  title: string;
  readonly user: string;
  readonly length: number;
  bytes: Buffer | undefined;
  /** `files.completeUploadExternal` was called. */
  completed: boolean;
  /** How often `files.info` has to be asked until Slack has looked at the file. */
  unreadyFor: number;
  readonly channels: Set<string>;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly members: Set<string>;
  archived: boolean;
  /** Shared with another organisation. */
  readonly shared: boolean;
  readonly messages: StoredMessage[];
  /** What single people saw as the answer to a command or through a response_url; it lies in no history. */
  readonly asides: StoredMessage[];
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

/** Where answers through a response_url go. */
export interface ResponsePlace {
  readonly user: string;
  readonly channel: string;
  /** The message whose button was pressed; absent for commands. */
  readonly ts?: string;
  /** Epoch milliseconds. */
  readonly since: number;
}

/** What the app did that Slack forbids, or that people would suffer from. */
export interface Violation {
  readonly rule: string;
  readonly where: string;
  readonly detail: string;
}

/** A person or bot; who is not listed is an ordinary member. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly bot: boolean;
  /** `multi`: of several channels; `single`: of one channel. */
  readonly guest?: 'multi' | 'single' | undefined;
  /** Of another workspace, met in a shared channel. */
  readonly team?: string | undefined;
  readonly deleted: boolean;
}

export interface UserGroup {
  readonly id: string;
  readonly handle: string;
  readonly users: readonly string[];
}

/** A modal that is open, or somebody's App Home. */
export interface OpenView {
  readonly id: string;
  readonly user: string;
  view: Readonly<Record<string, unknown>>;
  hash: string;
  closed: boolean;
  /** Under which modal it was pushed; levels count from 1. */
  readonly level: number;
}

export interface Trigger {
  readonly user: string;
  /** Epoch milliseconds. */
  readonly since: number;
  used: boolean;
}

/** `off`: no limits; `real`: Slack's; `scaled`: Slack's with minutes that pass `speed` times as fast. */
export interface Rates {
  mode: 'off' | 'real' | 'scaled';
  speed: number;
  /** Epoch milliseconds of the calls that were let through, by bucket. */
  readonly passed: Map<string, number[]>;
  /** Until when (epoch milliseconds) a method in a channel was told to wait. */
  readonly waits: Map<string, number>;
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
  readonly people: Map<string, Person>;
  readonly groups: Map<string, UserGroup>;
  readonly files: Map<string, StoredFile>;
  /** Modals and Homes by view id; a Home's id is `VH` and the person. */
  readonly views: Map<string, OpenView>;
  readonly triggers: Map<string, Trigger>;
  readonly responsePlaces: Map<string, ResponsePlace>;
  /** Agent sessions by channel and thread. */
  readonly sessions: Map<string, { status: string; title: string }>;
  readonly violations: Violation[];
  /** Granted to the bot token; what a method needs beyond them is `missing_scope`. */
  readonly scopes: Set<string>;
  readonly rates: Rates;
  readonly faults: Fault[];
  readonly calls: ApiCall[];
  readonly responses: ResponseUse[];
  readonly sockets: Set<WebSocket>;
  /** Envelopes that wait for their acknowledgement. */
  readonly waiting: Map<string, (payload: unknown) => void>;
  /** Who may be mentioned; undefined: anybody, one by one. */
  mayPing: ReadonlySet<string> | undefined;
  /** How often `files.info` is asked before an uploaded file is ready to be shown. */
  filesReadyAfter: number;
  /** How long Slack waits for an acknowledgement, in milliseconds. */
  patienceMs: number;
  /** Milliseconds by which this Slack is ahead of the machine's clock. */
  aheadMs: number;
  /** Base address, once listening. */
  url: string;
  counter: number;
}

const allScopes =
  'app_mentions:read assistant:write channels:history channels:read chat:write commands files:read files:write groups:history groups:read im:history im:read im:write mpim:history mpim:read reactions:read reactions:write usergroups:read users:read';

export const newEmulatorState = (): EmulatorState => ({
  team: 'T0EMULATOR',
  bot: { user: 'U0DROVER', id: 'B0DROVER', app: 'A0DROVER' },
  botToken: 'xoxb-emulator-bot-token',
  appToken: 'xapp-emulator-app-token',
  signingSecret: 'emulator-signing-secret',
  channels: new Map(),
  people: new Map(),
  groups: new Map(),
  files: new Map(),
  views: new Map(),
  triggers: new Map(),
  responsePlaces: new Map(),
  sessions: new Map(),
  violations: [],
  scopes: new Set(allScopes.split(' ')),
  rates: { mode: 'off', speed: 60, passed: new Map(), waits: new Map() },
  faults: [],
  calls: [],
  responses: [],
  sockets: new Set(),
  waiting: new Map(),
  mayPing: undefined,
  filesReadyAfter: 0,
  patienceMs: 3000,
  aheadMs: 0,
  url: '',
  counter: 0,
});

/** This Slack's time in epoch milliseconds. */
export const slackNow = (state: EmulatorState): number => Date.now() + state.aheadMs;

/** A number that was not given out before. */
export const nextNumber = (state: EmulatorState): number => (state.counter += 1);

/** The next timestamp: now, with a count as its fraction. */
export const nextTs = (state: EmulatorState): string =>
  `${Math.floor(slackNow(state) / 1000)}.${String((nextNumber(state) * 100) % 1_000_000).padStart(6, '0')}`;

/** Writes down what the app must not do. */
export const recordViolation = (state: EmulatorState, rule: string, where: string, detail: string): void =>
  void state.violations.push({ rule, where, detail: detail.slice(0, 500) });

/** A channel with the bot in it, unless told otherwise. */
export function addChannel(
  state: EmulatorState,
  id: string,
  options: { name?: string; botIsMember?: boolean; archived?: boolean; shared?: boolean } = {},
): Channel {
  const channel: Channel = {
    id,
    name: options.name ?? id.toLowerCase(),
    members: new Set(options.botIsMember === false ? [] : [state.bot.user]),
    archived: options.archived ?? false,
    shared: options.shared ?? false,
    messages: [],
    asides: [],
  };
  state.channels.set(id, channel);
  return channel;
}

/** Somebody who is more than an ordinary member. */
export function addPerson(state: EmulatorState, person: Pick<Person, 'id'> & Partial<Person>): Person {
  const name = person.name ?? person.id.toLowerCase();
  const whole: Person = { name, realName: name, bot: false, deleted: false, ...person };
  state.people.set(whole.id, whole);
  return whole;
}

export const addUserGroup = (state: EmulatorState, group: UserGroup): void =>
  void state.groups.set(group.id, group);

/** Messages that everybody in the channel sees, oldest first. */
export const publicMessages = (state: EmulatorState, channel: string): readonly StoredMessage[] =>
  (state.channels.get(channel)?.messages ?? []).filter((message) => message.onlyFor === undefined);

/** Messages that only one person sees, oldest first. */
export const privateMessages = (state: EmulatorState, channel: string): readonly StoredMessage[] =>
  (state.channels.get(channel)?.messages ?? []).filter((message) => message.onlyFor !== undefined);
