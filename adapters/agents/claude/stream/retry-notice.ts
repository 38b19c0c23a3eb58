import type { ApiError, ClaudeEvent } from './events.ts';

const reasons: Readonly<Record<string, string>> = {
  rate_limit: 'the vendor limits the rate of requests',
  overloaded: 'the vendor is overloaded',
  server_error: 'the vendor has a problem of its own',
  authentication_failed: 'the vendor does not accept the credentials',
};

/** What people read while the CLI waits before it asks its vendor again. */
export function retryNotice(event: ClaudeEvent & { type: 'retry' }): string {
  const tries = event.of === undefined ? `try ${event.attempt}` : `try ${event.attempt} of ${event.of}`;
  const wait = event.delayMs === undefined ? '' : ` in ${Math.max(1, Math.round(event.delayMs / 1000))} s`;
  return `${reasonOf(event.cause)}; ${tries}${wait}`;
}

/** Why a request failed, in the middle of a sentence. */
export function reasonOf({ error, status }: ApiError): string {
  const known = error === undefined ? undefined : reasons[error];
  return (
    known ?? (status === undefined ? 'the vendor cannot be reached' : `the vendor answered HTTP ${status}`)
  );
}
