import { webApi } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { isTokenRefusal, toFailure } from '../../../../../adapters/chat/slack/to-failure.ts';

const platform = (error: string, retryAfter?: number) =>
  new webApi.WebAPIPlatformError({
    ok: false,
    error,
    ...(retryAfter === undefined ? {} : { response_metadata: { retryAfter } }),
  });
const network = (...codes: readonly string[]) => {
  const errors = codes.map((code) => Object.assign(new Error(code), { code }));
  const cause = errors.length === 1 ? errors[0] : new AggregateError(errors);
  return new webApi.WebAPIRequestError(new TypeError('fetch failed', { cause }));
};
const http = (status: number) => new webApi.WebAPIHTTPError(status, 'status', {}, 'body');

describe('a failed call', () => {
  it('with 429 waits as long as Slack says', () => {
    expect(toFailure(new webApi.WebAPIRateLimitedError(12))).toEqual({
      kind: 'rate-limited',
      retryAfterMs: 12_000,
    });
    expect(toFailure(new webApi.WebAPIRateLimitedError(0))).toEqual({
      kind: 'rate-limited',
      retryAfterMs: 1000,
    });
    expect(toFailure(platform('ratelimited', 4))).toEqual({ kind: 'rate-limited', retryAfterMs: 4000 });
    expect(toFailure(platform('rate_limited'))).toEqual({ kind: 'rate-limited', retryAfterMs: 30_000 });
  });

  it.each([
    'channel_not_found',
    'not_in_channel',
    'is_archived',
    'thread_not_found',
    'msg_too_long',
    'invalid_blocks',
  ])('with %s is refused, with a hint', (code) => {
    const failure = toFailure(platform(code));
    expect(failure).toMatchObject({ kind: 'refused', code });
    expect(failure.kind === 'refused' && failure.hint.length > 20).toBe(true);
  });

  it('with a code that nobody knows is refused: Slack did not post it and will not', () => {
    expect(toFailure(platform('brand_new_error'))).toMatchObject({
      kind: 'refused',
      code: 'brand_new_error',
    });
  });

  it('that Slack itself cannot vouch for is doubtful', () => {
    for (const error of [platform('fatal_error'), platform('internal_error'), http(500), http(503)])
      expect(toFailure(error).kind).toBe('doubtful');
    expect(toFailure(platform('<html>a proxy</html>')).kind).toBe('doubtful');
  });

  it.each([['ECONNRESET'], ['EPIPE'], ['ETIMEDOUT'], ['UND_ERR_SOCKET'], ['UND_ERR_HEADERS_TIMEOUT']])(
    'with %s may have been carried out',
    (code) => {
      expect(toFailure(network(code)).kind).toBe('doubtful');
    },
  );

  it('that timed out may have been carried out', () => {
    const timeout = new webApi.WebAPIRequestError(new DOMException('too slow', 'TimeoutError'));
    expect(toFailure(timeout).kind).toBe('doubtful');
  });

  it.each([['ECONNREFUSED'], ['ENOTFOUND'], ['EAI_AGAIN']])('with %s certainly was not', (code) => {
    expect(toFailure(network(code))).toMatchObject({
      kind: 'transient',
      message: expect.stringContaining(code),
    });
  });

  it('at all addresses of a host was not carried out; at some of them it may have been', () => {
    expect(toFailure(network('ECONNREFUSED', 'ENETUNREACH')).kind).toBe('transient');
    expect(toFailure(network('ECONNREFUSED', 'ECONNRESET')).kind).toBe('doubtful');
  });

  it('because of the token waits until the token is put right', () => {
    for (const code of ['invalid_auth', 'token_revoked', 'account_inactive']) {
      expect(toFailure(platform(code))).toMatchObject({
        kind: 'transient',
        message: expect.stringContaining(code),
      });
      expect(isTokenRefusal(platform(code))).toBe(true);
    }
    expect(isTokenRefusal(platform('channel_not_found'))).toBe(false);
    expect(isTokenRefusal(network('ECONNREFUSED'))).toBe(false);
  });

  it('of any other kind is doubtful', () => {
    expect(toFailure(new Error('what?'))).toEqual({ kind: 'doubtful', message: 'what?' });
    expect(toFailure('words')).toEqual({ kind: 'doubtful', message: 'words' });
  });
});
