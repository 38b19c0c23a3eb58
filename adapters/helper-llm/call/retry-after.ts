const longestWaitMs = 5 * 60 * 1000;

/**
 * What `Retry-After` asks for, in milliseconds from `now`, at most five minutes: seconds or an HTTP date (RFC 9110
 * §10.2.3). Undefined when it says neither.
 */
export function retryAfterMs(header: string | null | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  const wanted = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return text === '' || Number.isNaN(wanted) ? undefined : Math.min(Math.max(wanted, 0), longestWaitMs);
}
