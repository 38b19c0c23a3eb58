import { createHmac, timingSafeEqual } from 'node:crypto';

/** Header names in lower case, as Node gives them. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

export type Verdict =
  | { ok: true }
  | { ok: false; reason: 'not signed' | 'malformed' | 'stale' | 'from the future' | 'forged' };

const windowSeconds = 300;

/**
 * Whether Slack signed these bytes within five minutes of `nowMs`, in both directions: Slack's own SDK accepts
 * timestamps from the future, which would let a captured request be replayed until then.
 * Source: https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function verifySignature(
  signingSecret: string,
  headers: Headers,
  rawBody: Buffer,
  nowMs: number,
): Verdict {
  const timestamp = headers['x-slack-request-timestamp'];
  const signature = headers['x-slack-signature'];
  if (timestamp === undefined || signature === undefined) return { ok: false, reason: 'not signed' };
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/u.test(timestamp) || typeof signature !== 'string')
    return { ok: false, reason: 'malformed' };
  const age = Math.floor(nowMs / 1000) - Number(timestamp);
  if (age > windowSeconds) return { ok: false, reason: 'stale' };
  if (age < -windowSeconds) return { ok: false, reason: 'from the future' };
  return sameText(signature, sign(signingSecret, timestamp, rawBody))
    ? { ok: true }
    : { ok: false, reason: 'forged' };
}

/** The `v0=` signature of a body at that Unix second. */
export const sign = (signingSecret: string, timestamp: string, rawBody: Buffer): string =>
  `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(rawBody).digest('hex')}`;

/** In constant time; only the length, which is public, may decide earlier. */
function sameText(given: string, wanted: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(wanted);
  return a.length === b.length && timingSafeEqual(a, b);
}
