import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sign, verifySignature } from '../../../../../adapters/chat/slack/verify.ts';

/** The example of Slack's documentation. */
const known = {
  secret: '8f742231b10e8888abcd99yyyzzz85a5',
  timestamp: '1531420618',
  body: Buffer.from(
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  ),
  signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
};
const at = (seconds: number) => (Number(known.timestamp) + seconds) * 1000;
const headers = (timestamp = known.timestamp, signature = known.signature) => ({
  'x-slack-request-timestamp': timestamp,
  'x-slack-signature': signature,
});
const verify = (given: Parameters<typeof verifySignature>[1], now = at(0), body = known.body) =>
  verifySignature(known.secret, given, body, now);

describe('the signature of a request', () => {
  it('is accepted for Slack’s own example', () => {
    expect(verify(headers())).toEqual({ ok: true });
  });

  it('is accepted within five minutes in both directions and not a second longer', () => {
    expect(verify(headers(), at(300))).toEqual({ ok: true });
    expect(verify(headers(), at(-300))).toEqual({ ok: true });
    expect(verify(headers(), at(301))).toEqual({ ok: false, reason: 'stale' });
    expect(verify(headers(), at(-301))).toEqual({ ok: false, reason: 'from the future' });
  });

  it('is refused when a byte of the body, the timestamp or the secret differs', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: known.body.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (where, by) => {
          const changed = Buffer.from(known.body);
          changed[where] = (changed[where] ?? 0) ^ by;
          expect(verify(headers(), at(0), changed)).toEqual({ ok: false, reason: 'forged' });
        },
      ),
    );
    expect(verify(headers(String(Number(known.timestamp) + 1)))).toEqual({ ok: false, reason: 'forged' });
    expect(verifySignature('other', headers(), known.body, at(0))).toEqual({ ok: false, reason: 'forged' });
    expect(verifySignature('', headers(), known.body, at(0))).toEqual({ ok: false, reason: 'forged' });
  });

  it('is refused when headers are missing, doubled or not what Slack sends', () => {
    expect(verify({})).toEqual({ ok: false, reason: 'not signed' });
    expect(verify({ 'x-slack-signature': known.signature })).toEqual({ ok: false, reason: 'not signed' });
    expect(verify({ ...headers(), 'x-slack-request-timestamp': [known.timestamp] })).toMatchObject({
      ok: false,
    });
    expect(verify({ ...headers(), 'x-slack-signature': [known.signature] })).toMatchObject({ ok: false });
    for (const timestamp of ['', 'NaN', '1e9', `${known.timestamp}.5`, ` ${known.timestamp}`, '-1'])
      expect(verify(headers(timestamp, sign(known.secret, timestamp, known.body)))).toMatchObject({
        ok: false,
      });
    for (const signature of [
      '',
      'v0=',
      known.signature.slice(0, -1),
      `${known.signature}0`,
      known.signature.toUpperCase(),
    ])
      expect(verify(headers(known.timestamp, signature))).toEqual({ ok: false, reason: 'forged' });
  });

  it('covers raw bytes that are no text', () => {
    const body = Buffer.from([0xff, 0xfe, 0x00, 0x80]);
    const signature = sign(known.secret, known.timestamp, body);
    expect(verify(headers(known.timestamp, signature), at(0), body)).toEqual({ ok: true });
  });
});
