import { recordViolation, slackNow, type EmulatorState, type Rates } from '../emulator-state.ts';

/** Calls per minute of each tier. Source: https://docs.slack.dev/apis/web-api/rate-limits */
const perMinute = { 1: 1, 2: 20, 3: 50, 4: 100 } as const;

/** Of the app over all channels; what is not listed is tier 3. */
const tiers: Readonly<Record<string, keyof typeof perMinute>> = {
  'apps.connections.open': 1,
  'conversations.list': 2,
  'files.getUploadURLExternal': 4,
  'files.completeUploadExternal': 4,
  'files.info': 4,
  'reactions.remove': 2,
  'usergroups.list': 2,
  'usergroups.users.list': 2,
  'chat.postEphemeral': 4,
  'users.info': 4,
  'views.open': 4,
  'views.publish': 4,
  'views.update': 4,
};
/** Slack gives these far more than anybody uses. */
const unlimited: ReadonlySet<string> = new Set(['auth.test', 'apps.connections.open']);

/** About one post per second to a channel, with a small burst; several hundred a minute in the workspace. */
const posts = { burst: 4, burstMs: 4000, perMinute: 300 } as const;

interface Bucket {
  readonly name: string;
  readonly calls: number;
  readonly windowMs: number;
}

/**
 * Whole seconds after which a call may be repeated; undefined when it may be made now. A call during a wait that was
 * announced is a violation, whatever becomes of it.
 */
export function limitedFor(state: EmulatorState, method: string, channel: unknown): number | undefined {
  const now = slackNow(state);
  noteIgnored(state, method, channel, now);
  if (state.rates.mode === 'off' || unlimited.has(method)) return undefined;
  const waits = bucketsOf(method, channel).map((bucket) => waitMs(state.rates, bucket, now));
  const longest = Math.max(...waits);
  if (longest > 0) return Math.max(1, Math.ceil(longest / 1000));
  for (const { name } of bucketsOf(method, channel))
    state.rates.passed.set(name, [...(state.rates.passed.get(name) ?? []).slice(-400), now]);
  return undefined;
}

/** Remembers that the app was told to wait: with this method, or with this method in this channel. */
export const announceWait = (state: EmulatorState, lane: string, seconds: number): void =>
  void state.rates.waits.set(lane, slackNow(state) + seconds * 1000);

/** Posts are limited by channel, everything else by method, unless a fault was ordered for one channel. */
export const laneOf = (method: string, channel: unknown, faultChannel?: string): string =>
  method === 'chat.postMessage' || faultChannel !== undefined ? `${method}:${String(channel)}` : method;

/** Timers may be early by this much, in milliseconds. */
const toleranceMs = 50;

function noteIgnored(state: EmulatorState, method: string, channel: unknown, now: number): void {
  for (const lane of [method, `${method}:${String(channel)}`]) {
    const until = state.rates.waits.get(lane);
    if (until === undefined) continue;
    if (now < until - toleranceMs)
      recordViolation(state, 'rate-limit-ignored', method, `${lane}: ${until - now} ms too early`);
    else state.rates.waits.delete(lane);
  }
}

function bucketsOf(method: string, channel: unknown): readonly Bucket[] {
  if (method !== 'chat.postMessage')
    return [{ name: method, calls: perMinute[tiers[method] ?? 3], windowMs: 60_000 }];
  return [
    { name: `${method}:${String(channel)}`, calls: posts.burst, windowMs: posts.burstMs },
    { name: method, calls: posts.perMinute, windowMs: 60_000 },
  ];
}

function waitMs(rates: Rates, { name, calls, windowMs }: Bucket, now: number): number {
  const window = rates.mode === 'scaled' ? windowMs / rates.speed : windowMs;
  const recent = (rates.passed.get(name) ?? []).filter((at) => at > now - window);
  const oldest = recent.at(-calls);
  return oldest === undefined ? 0 : oldest + window - now;
}
