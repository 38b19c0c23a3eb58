import { DroverError } from '../../../../../src/domain/errors.ts';
import type { Lane, SlackState } from '../../slack-state.ts';
import { liveSocket, type Ending, type Sockets } from './live-socket.ts';

/** A socket that lived this long, in milliseconds, was a good one: Slack only refreshes it, and the next may start at once. */
const goodLifeMs = 10_000;

export interface KeptSockets {
  /** Resolves at the first hello; rejects with TOKEN_REFUSED when Slack refuses the app token before any. */
  readonly ready: Promise<void>;
  /** Closes all sockets. */
  close(): Promise<void>;
}

/** Keeps several sockets open. A lost one is replaced for ever, with growing pauses; the others go on meanwhile. */
export function keepSockets(sockets: Sockets): KeptSockets {
  const { slack } = sockets;
  const closing = new AbortController();
  const ready = Promise.withResolvers<void>();
  // Whoever waits for it sees the rejection; nobody has to.
  ready.promise.catch(() => undefined);
  const lives = Array.from({ length: slack.timing.sockets }, (_, number) => {
    const lane = newLane(ready.resolve, number);
    slack.lanes.push(lane);
    return keepLane(sockets, lane, ready.reject, closing.signal);
  });
  return {
    ready: ready.promise,
    close: async () => {
      closing.abort();
      await Promise.all(lives);
      ready.resolve();
    },
  };
}

/** A lane that tells when it is connected for the first time. */
function newLane(onConnected: () => void, number: number): Lane {
  let connected = false;
  return {
    reason: `socket ${number + 1} is connecting`,
    get connected() {
      return connected;
    },
    set connected(value) {
      connected = value;
      if (value) onConnected();
    },
  };
}

async function keepLane(
  sockets: Sockets,
  lane: Lane,
  onRefused: (error: DroverError) => void,
  signal: AbortSignal,
): Promise<void> {
  const { slack } = sockets;
  let failures = 0;
  while (!signal.aborted) {
    const ending = await liveSocket(sockets, lane, signal);
    lane.reason = ending.reason;
    failures = (ending.livedMs ?? 0) >= goodLifeMs ? 0 : failures + 1;
    if (ending.tokenRefused) onRefused(appTokenRefused(ending.reason));
    if (signal.aborted) return;
    slack.logger[failures > 1 ? 'warn' : 'info']({ reason: ending.reason, failures }, 'a Slack socket ended');
    await pause(slack, pauseMs(slack, ending, failures), signal);
  }
}

/** Doubles with every failure up to the longest pause; half of it is chance, so that many do not come at once. */
function pauseMs(slack: SlackState, ending: Ending, failures: number): number {
  if (failures === 0) return 0;
  const { retryMs, retryMaxMs } = slack.timing;
  const longest = Math.min(retryMaxMs, retryMs * 2 ** Math.min(failures - 1, 20));
  return Math.max(ending.retryAfterMs ?? 0, longest * (0.5 + slack.options.random.unit() / 2));
}

async function pause(slack: SlackState, ms: number, signal: AbortSignal): Promise<void> {
  try {
    await slack.options.clock.sleep(ms, signal);
  } catch (error) {
    // Aborted: the loop looks at the signal next.
    if (!signal.aborted) throw error;
  }
}

const appTokenRefused = (reason: string): DroverError =>
  new DroverError(
    'TOKEN_REFUSED',
    reason,
    'Check SLACK_APP_TOKEN: it begins with xapp- and needs the scope connections:write.',
  );
