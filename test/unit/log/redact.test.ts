import { Buffer } from 'node:buffer';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, mask } from '../../../src/log/redact.ts';

const form = (text: string) => new URLSearchParams([['v', text]]).toString().slice(2);
const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
const unicode = (text: string) =>
  inJson(text).replaceAll(
    /[^ -~]/g,
    (unit) => String.raw`\u` + unit.charCodeAt(0).toString(16).padStart(4, '0'),
  );
const lower = (text: string) => text.replaceAll(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase());

/** How a program between the secret and the log may have spelled it. */
const encoders: Record<string, (text: string) => string> = {
  raw: (text) => text,
  url: encodeURIComponent,
  'url, small letters': (text) => lower(encodeURIComponent(text)),
  form,
  json: inJson,
  'json in json': (text) => inJson(inJson(text)),
  'json, ascii only': unicode,
  'json, escaped slashes': (text) => inJson(text).replaceAll('/', String.raw`\/`),
  html: (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  hex: (text) => Buffer.from(text).toString('hex'),
};

const secretText = fc
  .string({ unit: 'grapheme', minLength: 12, maxLength: 60 })
  .filter((text) => text.trim().length >= 12 && new Set(text).size > 3);
const anyText = fc.string({ unit: 'grapheme', maxLength: 60 });

describe('redactor', () => {
  it('knows how forms spell what addresses leave as it is', () => {
    const secret = '~ a*secret!(1)';
    expect(createRedactor([secret])(form(secret))).toBe(mask);
  });

  it.each(Object.entries(encoders))('takes a secret out of any text around it: %s', (_name, encode) => {
    fc.assert(
      fc.property(secretText, anyText, anyText, (secret, before, after) => {
        const redacted = createRedactor([secret])(before + encode(secret.trim()) + after);
        expect(redacted).not.toContain(encode(secret.trim()));
        expect(redacted).toContain(mask);
      }),
    );
  });

  it.each(['base64', 'base64url'] as const)(
    'takes a secret out of %s text, wherever in it the secret stands',
    (encoding) => {
      fc.assert(
        fc.property(secretText, anyText, anyText, (secret, before, after) => {
          const encoded = Buffer.from(before + secret.trim() + after).toString(encoding);
          const redacted = createRedactor([secret])(`x ${encoded} y`);
          const left = redacted.split(mask).map((part) => Buffer.from(part, 'base64').toString('latin1'));
          expect(redacted).toContain(mask);
          expect(left.join('')).not.toContain(Buffer.from(secret.trim()).toString('latin1'));
        }),
      );
    },
  );

  it('leaves text without secrets as it is', () => {
    const text =
      'running basic tests, the bearer certificates are fine: https://user@host/path?q=1 G-1 sk- ghp_short';
    expect(createRedactor(['correct horse battery'])(text)).toBe(text);
    expect(createRedactor([])(text)).toBe(text);
  });

  it('takes the longest secret first, so that no tail of it is left', () => {
    expect(createRedactor(['abcdefgh', 'abcdefgh-and-more'])('x abcdefgh-and-more y abcdefgh z')).toBe(
      `x ${mask} y ${mask} z`,
    );
  });

  it('does not look for what is too short to be told from words', () => {
    expect(createRedactor(['test', '', '   '])('a test of tests')).toBe('a test of tests');
  });

  it('gives already redacted text back unchanged', () => {
    const redact = createRedactor(['correct horse']);
    const once = redact('https://u:hunter22@h Authorization: Bearer abc123456 correct horse xoxb-12345678-9');
    expect(redact(once)).toBe(once);
  });

  it.each([
    ['a Slack bot token', 'xoxb-1234567890-abcdefABCDEF'],
    ['a Slack app token', 'xapp-1-A0B1C2-1234567890-abcdef'],
    ['an Anthropic key', 'sk-ant-api03-abcdef_123-456'],
    ['a classic GitHub token', 'ghp_abcdefghijklmnopqrstuvwxyz0123456789'],
    ['a GitHub installation token', 'ghs_abcdefghijklmnopqrstuvwxyz0123456789'],
    ['a fine-grained GitHub token', 'github_pat_11ABCDEFG0123456789_abcdefghij'],
    ['an AWS key id', 'AKIAIOSFODNN7EXAMPLE'],
    ['a JSON web token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIEow+/=\nabc\n-----END RSA PRIVATE KEY-----'],
    [
      'a private key in JSON',
      '-----BEGIN PRIVATE KEY-----\\nMIIEow\\n-----END PRIVATE KEY-----\\n'.slice(0, -2),
    ],
    ['a private key whose end was cut off', '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\nAAAA'],
  ])('recognises %s by its shape', (_name, credential) => {
    expect(createRedactor([])(`<${credential}>`)).toBe(`<${mask}>`);
  });

  it.each([
    ['Authorization: Bearer abc.def-123', `Authorization: Bearer ${mask}`],
    ['"authorization":"Basic dXNlcjpwYXNz"', `"authorization":"Basic ${mask}"`],
    ['authorization: token 0123abcd', `authorization: token ${mask}`],
    ['curl -H "Bearer abcd1234"', `curl -H "Bearer ${mask}"`],
    ['x-api-key: abcdef123456', `x-api-key: ${mask}`],
    ['https://user:hunter22@host/x', `https://user:${mask}@host/x`],
    ['https://hooks.slack.com/services/T0/B0/abcdefgh', `https://hooks.slack.com/services/${mask}`],
  ])('takes the credential out of %s and leaves the label', (text, expected) => {
    expect(createRedactor([])(text)).toBe(expected);
  });

  it('needs no more than linear time for text made to slow it down', () => {
    const hostile = [
      '-----BEGIN PRIVATE KEY-----'.repeat(2000),
      'bearer '.repeat(20_000),
      `https://${'a:'.repeat(50_000)}`,
      'eyJaaaaaaaaa.'.repeat(10_000),
      'authorization: '.repeat(20_000),
    ];
    const redact = createRedactor(['correct horse battery staple']);
    expect(hostile.map((text) => redact(text).length > 0)).toEqual(hostile.map(() => true));
  }, 5000);
});
