import { generateKeyPairSync, sign } from 'node:crypto';
import type { EmulatorState } from '../state/emulator-state.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/** How a request deviates from what Discord would send. */
export interface Forgery {
  /** Signed with somebody else's key. */
  readonly otherKey?: boolean;
  /** Seconds by which the timestamp is off; negative is the past. */
  readonly offsetSeconds?: number;
  /** Replace headers, also with what is no signature at all. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent instead of what was signed. */
  readonly sentBody?: string;
}

/**
 * The two headers that prove a request: Ed25519 over timestamp and body, in hex.
 * Source: https://discord.com/developers/docs/interactions/overview#setting-up-an-endpoint-validating-security-request-headers
 */
export function signedHeaders(
  state: EmulatorState,
  body: string,
  forgery: Forgery = {},
): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000) + (forgery.offsetSeconds ?? 0));
  const key = forgery.otherKey === true ? generateKeyPairSync('ed25519').privateKey : state.keys.privateKey;
  const signature = sign(null, Buffer.from(timestamp + body), key).toString('hex');
  return { 'x-signature-timestamp': timestamp, 'x-signature-ed25519': signature };
}

/** Posts a body with Discord's signature, or a forged one. Discord does not try again. */
export async function postSigned(
  state: EmulatorState,
  endpoint: string,
  body: string,
  forgery: Forgery = {},
): Promise<HttpAnswer> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Discord-Interactions/1.0 (+https://discord.com)',
      ...signedHeaders(state, body, forgery),
      ...forgery.headers,
    },
    body: forgery.sentBody ?? body,
    signal: AbortSignal.timeout(state.responseMs),
  });
  return { status: response.status, body: await response.text() };
}

/** What the portal does when somebody saves an endpoint: a PING has to be answered, a forged one refused with 401. */
export async function saveEndpoint(
  state: EmulatorState,
  endpoint: string,
): Promise<{ readonly saved: boolean; readonly detail: string }> {
  const ping = JSON.stringify({
    id: '1',
    application_id: state.applicationId,
    type: 1,
    token: 't',
    version: 1,
  });
  const good = await postSigned(state, endpoint, ping);
  if (good.status !== 200 || !/"type"\s*:\s*1\b/u.test(good.body))
    return { saved: false, detail: `PING: ${good.status} ${good.body}` };
  const forged = await postSigned(state, endpoint, ping, { otherKey: true });
  if (forged.status !== 401) return { saved: false, detail: `forged PING: ${forged.status}` };
  return { saved: true, detail: 'verified' };
}
