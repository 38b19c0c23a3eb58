import { describe, expect, it } from 'vitest';
import { networkFailure } from '../../../../../adapters/chat/shared/network-failure.ts';

const coded = (code: string, more?: ErrorOptions) => Object.assign(new Error(code, more), { code });

describe('a request without an answer', () => {
  it.each([
    coded('ECONNREFUSED'),
    new TypeError('fetch failed', { cause: coded('ENOTFOUND') }),
    new TypeError('fetch failed', {
      cause: new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')]),
    }),
  ])('certainly sent nothing where no connection came about: %s', (error) => {
    expect(networkFailure(error, 'Slack')).toMatchObject({
      kind: 'transient',
      message: expect.stringContaining('Slack could not be reached'),
    });
  });

  it.each([
    coded('ECONNRESET'),
    new DOMException('too late', 'TimeoutError'),
    new Error('odd', { cause: coded('UND_ERR_SOCKET') }),
    new AggregateError([coded('ECONNREFUSED'), coded('ECONNRESET')]),
    'thrown words',
  ])('may have sent everything in all other cases: %s', (error) => {
    expect(networkFailure(error, 'Slack')).toMatchObject({ kind: 'doubtful' });
  });
});
