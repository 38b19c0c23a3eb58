import { webhookProblem } from '../../../src/domain/hooks/hook-address.ts';
import { toError } from '../../../src/domain/errors.ts';
import type { HookOutcome, WebhookCall } from '../../../src/ports/hooks/hook-outlets.ts';
import { signBody } from './sign-body.ts';

/** A longer pause is not asked of us, in milliseconds. */
const longestPauseMs = 24 * 60 * 60 * 1000;

/**
 * Posts the body once, to that address and to no other: redirects are not followed, and the answer's body is not read.
 * A status of 2xx is success. Rejects only with `signal.reason`.
 */
export async function callWebhook(
  call: WebhookCall,
  actMs: number,
  signal: AbortSignal,
): Promise<HookOutcome> {
  const problem = webhookProblem(call.url);
  if (problem !== undefined) return { is: 'failed', note: `the webhook’s address ${problem}` };
  if (signal.aborted) return { is: 'not-done', note: 'drover goes away' };
  const timeout = AbortSignal.timeout(actMs);
  try {
    const response = await post(call, AbortSignal.any([signal, timeout]));
    // Not awaited: whoever dribbles an answer is not waited for.
    response.body?.cancel().catch(() => {
      // The connection is gone, which is what was wanted.
    });
    return outcomeOf(response);
  } catch (error) {
    signal.throwIfAborted();
    if (timeout.aborted)
      return { is: 'unknown', note: `no answer in ${Math.round(actMs / 1000)} s; it may have arrived` };
    return failureOf(error);
  }
}

const post = ({ url, body, key, event, secret }: WebhookCall, signal: AbortSignal): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'drover',
      'x-drover-event': event,
      'x-drover-delivery': key,
      ...(secret === undefined ? {} : { 'x-drover-signature-256': signBody(secret, body) }),
    },
    body,
    redirect: 'manual',
    signal,
  });

/** 429 and 503 say that nothing was taken; any other answer is final. */
function outcomeOf({ status, ok, headers }: Response): HookOutcome {
  if (ok) return { is: 'done', note: `answered ${status}` };
  const note = `answered ${status}${status >= 300 && status < 400 ? ': redirects are not followed' : ''}`;
  if (status !== 429 && status !== 503) return { is: 'failed', note };
  const seconds = Number(headers.get('retry-after'));
  const askedMs = Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, longestPauseMs) : 0;
  return { is: 'not-done', note, ...(askedMs === 0 ? {} : { retryAfterMs: askedMs }) };
}

/** No connection came about. Sources: Node’s system errors; undici’s errors. */
const unreached: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** The certificate was refused before anything was sent; it will not be better in a minute. */
const untrusted =
  /^(?:ERR_TLS_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|EPROTO$|ERR_SSL_)/;

/** Messages may hold the address; codes never do. */
function failureOf(thrown: unknown): HookOutcome {
  const code = codeOf(toError(thrown));
  if (unreached.has(code)) return { is: 'not-done', note: `not reached (${code})` };
  if (untrusted.test(code)) return { is: 'failed', note: `no safe connection (${code})` };
  return { is: 'unknown', note: `the connection broke (${code}); it may have arrived` };
}

function codeOf(error: Error): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause)
    if ('code' in at && typeof at.code === 'string') return at.code;
  return 'no code';
}
