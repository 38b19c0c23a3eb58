import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { RawRequest, TriggerDoor } from '../http-options.ts';

/** Seconds that a signed time may lie before or after ours. */
const windowSeconds = 300;
/** Milliseconds that a signed body without a time is remembered as dealt with. */
const untimedMs = 7 * 24 * 60 * 60 * 1000;

export type Verified =
  /** `once`: what the signature vouches for, and until when the same is no new call. */
  | { readonly ok: true; readonly once?: { readonly digest: string; readonly until: number } }
  /** For the log; the sender is told nothing. */
  | { readonly ok: false; readonly why: string };

type Headers = RawRequest['headers'];

/**
 * Whether a call comes from somebody who knows the trigger’s secret. Nothing of the body is parsed here.
 * @param now epoch milliseconds
 */
export function verifyCall(
  { scheme, secret }: Pick<TriggerDoor, 'scheme' | 'secret'>,
  { headers, rawBody }: RawRequest,
  now: number,
): Verified {
  if (scheme === 'token') return verifyToken(secret, headers);
  if (one(headers, 'x-drover-signature') !== undefined) return verifyTimed(secret, headers, rawBody, now);
  return verifyUntimed(secret, headers, rawBody, now);
}

/** The header, if it was sent once. */
export function one(headers: Headers, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}

export const digestOf = (...parts: readonly (string | Buffer)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex').slice(0, 40);
};

function verifyToken(secret: string, headers: Headers): Verified {
  const bearer = /^Bearer +(.+?) *$/i.exec(one(headers, 'authorization') ?? '')?.[1];
  const given = bearer ?? one(headers, 'x-gitlab-token');
  // Both sides are hashed first: the comparison takes the same time whatever was sent, its length included.
  const [ours, theirs] = [secret, given ?? ''].map((text) => createHash('sha256').update(text).digest());
  const same = ours !== undefined && theirs !== undefined && timingSafeEqual(ours, theirs);
  return given !== undefined && same ? { ok: true } : { ok: false, why: 'token missing or wrong' };
}

/** `X-Drover-Timestamp` in seconds, and the HMAC over it, a dot, and the raw body. */
function verifyTimed(secret: string, headers: Headers, rawBody: Buffer, now: number): Verified {
  const stamp = one(headers, 'x-drover-timestamp') ?? '';
  if (!/^\d{10}$/.test(stamp)) return { ok: false, why: 'timestamp missing or malformed' };
  if (Math.abs(now / 1000 - Number(stamp)) > windowSeconds)
    return { ok: false, why: 'timestamp too far from now' };
  if (!isSigned(secret, one(headers, 'x-drover-signature'), `${stamp}.`, rawBody))
    return { ok: false, why: 'signature wrong' };
  const until = now + 2 * windowSeconds * 1000;
  return { ok: true, once: { digest: digestOf(stamp, '.', rawBody), until } };
}

/** As GitHub signs: the raw body alone. Whoever has seen such a call could send it again at any time, so it counts once. */
function verifyUntimed(secret: string, headers: Headers, rawBody: Buffer, now: number): Verified {
  const signature = one(headers, 'x-hub-signature-256');
  if (signature === undefined) return { ok: false, why: 'signature missing' };
  if (!isSigned(secret, signature, '', rawBody)) return { ok: false, why: 'signature wrong' };
  return { ok: true, once: { digest: digestOf(rawBody), until: now + untimedMs } };
}

function isSigned(secret: string, signature: string | undefined, before: string, rawBody: Buffer): boolean {
  const given = /^sha256=([0-9a-f]{64})$/i.exec(signature ?? '')?.[1];
  const expected = createHmac('sha256', secret).update(before).update(rawBody).digest();
  return timingSafeEqual(Buffer.from(given ?? '0'.repeat(64), 'hex'), expected) && given !== undefined;
}
