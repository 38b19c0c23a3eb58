import { createPublicKey, verify, type KeyObject } from 'node:crypto';

/** Header names in lower case, as Node gives them. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

export type Verdict =
  | { ok: true }
  | { ok: false; reason: 'not signed' | 'malformed' | 'stale' | 'from the future' | 'forged' };

const windowSeconds = 300;
/** What stands in front of a raw Ed25519 key in SubjectPublicKeyInfo. Source: RFC 8410 §4. */
const prefix = Buffer.from('302a300506032b6570032100', 'hex');

/** The application's public key; undefined when it is not 64 hexadecimal digits. */
export function readPublicKey(hex: string): KeyObject | undefined {
  if (!/^[\da-f]{64}$/iu.test(hex)) return undefined;
  return createPublicKey({
    key: Buffer.concat([prefix, Buffer.from(hex, 'hex')]),
    format: 'der',
    type: 'spki',
  });
}

/**
 * Whether Discord signed these bytes within five minutes of `nowMs`, in both directions, so that captured requests
 * cannot be played again later.
 * Source: https://discord.com/developers/docs/interactions/overview#setting-up-an-endpoint-validating-security-request-headers
 */
export function verifySignature(key: KeyObject, headers: Headers, rawBody: Buffer, nowMs: number): Verdict {
  const timestamp = headers['x-signature-timestamp'];
  const signature = headers['x-signature-ed25519'];
  if (timestamp === undefined || signature === undefined) return { ok: false, reason: 'not signed' };
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/u.test(timestamp))
    return { ok: false, reason: 'malformed' };
  if (typeof signature !== 'string' || !/^[\da-f]{128}$/iu.test(signature))
    return { ok: false, reason: 'malformed' };
  const age = Math.floor(nowMs / 1000) - Number(timestamp);
  if (age > windowSeconds) return { ok: false, reason: 'stale' };
  if (age < -windowSeconds) return { ok: false, reason: 'from the future' };
  const signed = Buffer.concat([Buffer.from(timestamp), rawBody]);
  return verify(null, signed, key, Buffer.from(signature, 'hex'))
    ? { ok: true }
    : { ok: false, reason: 'forged' };
}
