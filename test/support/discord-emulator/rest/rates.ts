import { note } from '../checks/wrong.ts';
import { now, type EmulatorState } from '../state/emulator-state.ts';
import type { RestAnswer } from './rest-answer.ts';

/** `limit` requests in `windowMs`. */
interface Rate {
  readonly limit: number;
  readonly windowMs: number;
}

/** Measured or documented by those who met them; Discord itself says only: read the headers. */
const rates: Readonly<Record<string, Rate>> = {
  'message.create': { limit: 5, windowMs: 5000 },
  'message.edit': { limit: 5, windowMs: 5000 },
  'message.delete': { limit: 5, windowMs: 1000 },
  'reaction.add': { limit: 1, windowMs: 250 },
  'reaction.remove': { limit: 1, windowMs: 250 },
  'webhook.create': { limit: 5, windowMs: 2000 },
  'webhook.edit': { limit: 5, windowMs: 2000 },
  'thread.rename': { limit: 2, windowMs: 600_000 },
  global: { limit: 50, windowMs: 1000 },
};

/** What a request may still be on its way, in milliseconds, when it was told to wait. */
const onItsWayMs = 250;

/** What the limits say to a request: headers for its answer, and a 429 when there were too many. */
export interface Counted {
  readonly headers: Readonly<Record<string, string>>;
  readonly refusal?: RestAnswer;
}

/** What shares one window: adding and taking away reactions do. */
export const keyOf = (route: string, target: string): string =>
  `${route.startsWith('reaction.') ? 'reaction' : route} ${target}`;

/** Counts a request; answers to interactions are outside of the global limit. */
export function count(state: EmulatorState, route: string, target: string): Counted {
  noteImpatience(state, keyOf(route, target));
  if (!route.startsWith('interaction.') && !route.startsWith('webhook.')) {
    noteImpatience(state, 'global');
    const global = countIn(state, 'global', 'global');
    if (global?.refusal !== undefined) return global;
  }
  return countIn(state, route, target) ?? { headers: {} };
}

function countIn(state: EmulatorState, route: string, target: string): Counted | undefined {
  const rate = rates[route];
  if (rate === undefined || state.rates === 'off') return undefined;
  const windowMs = rate.windowMs * (state.rates === 'real' ? 1 : state.rates);
  const key = keyOf(route, target);
  const bucket = bucketOf(state, key, windowMs);
  bucket.used += 1;
  const restMs = Math.max(0, bucket.resetAt - now(state));
  const remaining = Math.max(0, rate.limit - bucket.used);
  const headers = {
    'x-ratelimit-limit': String(rate.limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': (bucket.resetAt / 1000).toFixed(3),
    'x-ratelimit-reset-after': (restMs / 1000).toFixed(3),
    'x-ratelimit-bucket': `bucket-${key.split(' ')[0]}`,
  };
  const isGlobal = route === 'global';
  if (bucket.used > rate.limit) {
    if (bucket.emptyToldAt !== undefined && now(state) - bucket.emptyToldAt > onItsWayMs)
      note(state, {
        kind: 'rate-headers-ignored',
        detail: `${key}: x-ratelimit-remaining was 0`,
        channel: target,
      });
    return { headers, refusal: tooMany(state, key, restMs / 1000, isGlobal ? 'global' : 'user') };
  }
  if (remaining === 0 && !isGlobal) bucket.emptyToldAt ??= now(state);
  return { headers: isGlobal ? {} : headers };
}

function bucketOf(state: EmulatorState, key: string, windowMs: number) {
  const known = state.buckets.get(key);
  if (known !== undefined && known.resetAt > now(state)) return known;
  const fresh = { used: 0, resetAt: now(state) + windowMs, emptyToldAt: undefined };
  state.buckets.set(key, fresh);
  return fresh;
}

/** A 429 as Discord writes it; whoever asks again before `seconds` have passed breaks the rules. */
export function tooMany(
  state: EmulatorState,
  key: string,
  seconds: number,
  scope: 'user' | 'shared' | 'global',
): RestAnswer {
  const isGlobal = scope === 'global';
  const name = isGlobal ? 'global' : key;
  state.told.set(name, { until: now(state) + seconds * 1000, at: now(state) });
  return {
    status: 429,
    code: 429,
    body: { message: 'You are being rate limited.', retry_after: seconds, global: isGlobal },
    headers: {
      'retry-after': String(Math.ceil(seconds)),
      'x-ratelimit-scope': scope,
      'x-ratelimit-reset-after': seconds.toFixed(3),
      ...(isGlobal ? { 'x-ratelimit-global': 'true' } : {}),
    },
  };
}

function noteImpatience(state: EmulatorState, key: string): void {
  const told = state.told.get(key);
  if (told === undefined) return;
  // Clocks and timers are not that exact: a few milliseconds early is no impatience.
  if (now(state) < told.until - 25 && now(state) - told.at > onItsWayMs)
    note(state, { kind: 'rate-headers-ignored', detail: `${key}: asked again before retry-after` });
}
