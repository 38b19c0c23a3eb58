import type { webApi } from '@slack/bolt';
import type { Viewer } from './home/viewer.ts';
import { newSessions, type Sessions } from './session/sessions.ts';
import type { Origin } from '../../../src/domain/origin.ts';
import type { ReceiptSign } from '../../../src/domain/post.ts';
import type { Chart } from '../../../src/domain/surface/chart.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Desk, Listens } from '../../../src/ports/chat/desk.ts';
import type { Intake } from '../../../src/ports/chat/intake.ts';
import type { Logger } from '../../../src/ports/logger.ts';
import type { Random } from '../../../src/ports/random.ts';

/** Waiting times in milliseconds, and how many sockets are held open at once. */
export interface SlackTiming {
  /** For one call of the Web API. */
  readonly callMs: number;
  /** How long a command may be stored before the person is told that it takes longer; Slack gives up after 3 s. */
  readonly patienceMs: number;
  /** First and longest pause between attempts to connect. */
  readonly retryMs: number;
  readonly retryMaxMs: number;
  /** How long a socket may take until Slack's `hello`. */
  readonly helloMs: number;
  /** How long `stop` waits for what is being answered. */
  readonly drainMs: number;
  /** Slack refreshes each socket every few hours; with two, commands in that moment take the other one. */
  readonly sockets: number;
}

export interface SlackOptions {
  /** `xoxb-…`. */
  readonly botToken: string;
  /** For requests over HTTP. */
  readonly signingSecret?: string;
  /** `xapp-…`, for Socket Mode. */
  readonly appToken?: string;
  /** Base of the Web API, ending in `/api/`. Default: Slack's. */
  readonly apiUrl?: string;
  readonly intake: Intake;
  /**
   * Whether a goal is bound to that thread. `!verb` and `stop` in other threads are talk between people and get no
   * answer. Without it every thread counts.
   */
  readonly isGoalThread?: (place: Origin) => Promise<boolean>;
  /** What becomes of plain words in a thread. Without it they are talk between people. */
  readonly listens?: Listens;
  /** Buttons, forms and the home page. Without it there are none. */
  readonly desk?: Desk;
  /** A chart as a PNG. Without it charts are told in words. */
  readonly draw?: (chart: Chart) => Promise<Uint8Array>;
  /** Ids of bots (`B…`) that are listened to. */
  readonly bots?: readonly string[];
  /** The app is declared an agent: goals are shown as its sessions, with Slack's own stop button. */
  readonly agent?: boolean;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly timing?: Partial<SlackTiming>;
}

/** Who drover is in the workspace. */
export interface SlackIdentity {
  readonly team: string;
  readonly user: string;
  readonly bot: string | undefined;
}

/** A file that lies in Slack, seen by drover alone until a message shows it. */
export interface SlackFile {
  readonly id: string;
  readonly permalink: string;
}

/** One of the sockets. */
export interface Lane {
  connected: boolean;
  /** Why it is not connected. */
  reason: string;
}

/** Everything that changes while the connection lives. */
export interface SlackState {
  readonly options: SlackOptions;
  readonly timing: SlackTiming;
  readonly logger: Logger;
  readonly boltLogger: NonNullable<webApi.WebClientOptions['logger']>;
  /** Deliveries and answers that are being worked on; `stop` waits for them. */
  readonly inflight: Set<Promise<unknown>>;
  /** Deliveries that a person has got an answer for. */
  readonly answered: Set<string>;
  /** Person → channel of the direct messages with that person. */
  readonly directs: Map<string, string>;
  /** What lies in Slack already, by the digest of its name and bytes: a message that is sent again does not bring it again. */
  readonly uploads: Map<string, SlackFile>;
  /** The sign that drover put on a message last, by channel and timestamp. */
  readonly signs: Map<string, ReceiptSign>;
  /** Who looked at drover's page since the start. */
  readonly viewers: Map<string, Viewer>;
  readonly sessions: Sessions;
  readonly lanes: Lane[];
  /** Aborted when nothing may be waited for any more. */
  readonly closed: AbortController;
  phase: 'new' | 'ready' | 'stopping';
  identity: Promise<SlackIdentity> | undefined;
  /** What Slack last said about the bot token, while it refuses it. */
  tokenProblem: string | undefined;
}

const defaultTiming: SlackTiming = {
  callMs: 15_000,
  patienceMs: 2500,
  retryMs: 250,
  retryMaxMs: 60_000,
  helloMs: 10_000,
  drainMs: 10_000,
  sockets: 2,
};

/** The state of a connection that was not started yet. */
export const newState = (options: SlackOptions, boltLogger: SlackState['boltLogger']): SlackState => ({
  options,
  timing: { ...defaultTiming, ...options.timing },
  logger: options.logger,
  boltLogger,
  inflight: new Set(),
  answered: new Set(),
  directs: new Map(),
  uploads: new Map(),
  signs: new Map(),
  viewers: new Map(),
  sessions: newSessions(),
  lanes: [],
  closed: new AbortController(),
  phase: 'new',
  identity: undefined,
  tokenProblem: undefined,
});

/** Lets `stop` wait for this work, which must report its own failures. */
export function track(slack: SlackState, work: Promise<unknown>): void {
  const settled: Promise<unknown> = Promise.allSettled([work]).then(() => slack.inflight.delete(settled));
  slack.inflight.add(settled);
}

/** Whether nobody has got an answer to this delivery yet, as far as this life of drover knows; from now on somebody has. */
export function isFirst(slack: SlackState, deliveryId: string): boolean {
  if (slack.answered.has(deliveryId)) return false;
  slack.answered.add(deliveryId);
  forgetOldest(slack.answered, 2000);
  return true;
}

function forgetOldest(names: Set<string>, max: number): void {
  for (const name of names) {
    if (names.size <= max) return;
    names.delete(name);
  }
}
