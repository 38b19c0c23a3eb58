import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { ApiCall, Fault, RateMode, Suspicion, Violation } from './records.ts';
import type { Channel, Guild, Json, StoredMessage, User } from './things.ts';

/** What an application was allowed in Discord's developer portal, beyond what everybody may. */
export interface Granted {
  messageContent: boolean;
  guildMembers: boolean;
  presences: boolean;
}

/** A session of the gateway; it outlives its socket until somebody ends it. */
export interface Session {
  readonly id: string;
  readonly intents: number;
  socket: WebSocket | undefined;
  seq: number;
  /** Everything that was dispatched, for a replay. */
  readonly sent: { readonly seq: number; readonly text: string }[];
}

/** What the application answered to an interaction, and what the person sees of it. */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: number;
  /** Of a command its name; otherwise the `custom_id`. */
  readonly name: string;
  readonly user: string;
  readonly channel: string;
  /** When it was sent, by the emulator's clock. */
  readonly sentAt: number;
  /** The message whose button was pressed. */
  readonly source?: StoredMessage | undefined;
  /** The type of the first response; undefined while there was none. */
  response: number | undefined;
  ephemeral: boolean;
  /** The answer's own message, or the placeholder of a deferral. */
  original: StoredMessage | undefined;
  /** A deferral shows its placeholder until the first edit. */
  pending: boolean;
  readonly followups: StoredMessage[];
  modal: Json | undefined;
  choices: readonly Json[] | undefined;
  /** Why the person saw an error instead. */
  failure: string | undefined;
  /** Told with the first response. */
  readonly answered: () => void;
}

export interface EmulatorState {
  readonly token: string;
  readonly bot: User;
  readonly applicationId: string;
  readonly keys: { readonly publicHex: string; readonly privateKey: KeyObject };
  readonly granted: Granted;
  readonly users: Map<string, User>;
  readonly guilds: Map<string, Guild>;
  readonly channels: Map<string, Channel>;
  /** Commands by place: `global`, or the id of a guild. */
  readonly commands: Map<string, readonly Json[]>;
  readonly interactions: Map<string, Interaction>;
  readonly sessions: Map<string, Session>;
  readonly files: Map<string, { readonly bytes: Buffer; readonly type: string }>;
  readonly faults: Fault[];
  readonly calls: ApiCall[];
  readonly violations: Violation[];
  readonly suspicions: Suspicion[];
  /** How requests are counted: see `RateMode`. */
  rates: RateMode;
  readonly buckets: Map<string, { used: number; resetAt: number; emptyToldAt: number | undefined }>;
  /** Routes that were told to wait: until when, and when they were told. */
  readonly told: Map<string, { readonly until: number; readonly at: number }>;
  /** Edits of messages older than an hour, by channel. */
  readonly oldEdits: Map<string, { used: number; readonly resetAt: number }>;
  /** How many edits messages older than an hour may have in six seconds. */
  oldEditsAllowed: number;
  /** How long a person's client waits for the first response, in milliseconds. */
  responseMs: number;
  heartbeatMs: number;
  /** The emulator's clock is ahead of the machine's by this. */
  aheadMs: number;
  lastId: bigint;
  /** Base address, once listening. */
  url: string;
}

/** An application with a bot, and nothing else yet: no guild, nobody. */
export function newEmulatorState(): EmulatorState {
  const bot: User = { id: '900000000000000001', name: 'drover', bot: true, dms: 'open' };
  const pair = generateKeyPairSync('ed25519');
  const publicHex = pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
  return {
    token: 'OTAwMDAwMDAwMDAwMDAwMDAx.emulat.discord-emulator-bot-token',
    bot,
    applicationId: bot.id,
    keys: { publicHex, privateKey: pair.privateKey },
    granted: { messageContent: true, guildMembers: false, presences: false },
    users: new Map([[bot.id, bot]]),
    guilds: new Map(),
    channels: new Map(),
    commands: new Map(),
    interactions: new Map(),
    sessions: new Map(),
    files: new Map(),
    faults: [],
    calls: [],
    violations: [],
    suspicions: [],
    rates: 'off',
    buckets: new Map(),
    told: new Map(),
    oldEdits: new Map(),
    oldEditsAllowed: 3,
    responseMs: 3000,
    heartbeatMs: 41_250,
    aheadMs: 0,
    lastId: 0n,
    url: '',
  };
}

/** The emulator's own time in milliseconds since 1970; `advance` of the control moves it. */
export const now = (state: EmulatorState): number => Date.now() + state.aheadMs;

/** Discord's ids carry their time since 2015 in milliseconds; these rise strictly. */
export function nextId(state: EmulatorState): string {
  const timed = BigInt(now(state) - 1_420_070_400_000) << 22n;
  state.lastId = timed > state.lastId ? timed : state.lastId + 1n;
  return String(state.lastId);
}
