import { describe, expect, it } from 'vitest';
import { secretIn } from '../../../../../adapters/memory/guard/secret-in.ts';
import { createRedactor } from '../../../../../src/log/redact.ts';

const redact = createRedactor(['hunter2-hunter2']);

/** Put together here, so that no scanner takes this file for a leak. */
const planted: Readonly<Record<string, string>> = {
  'a private key': `-----BEGIN OPENSSH ${'PRIVATE'.repeat(1)} KEY-----\nb3BlbnNzaC1rZXk=`,
  'an AWS key id': `AKIA${'IOSFODNN7ABCDEFG'.repeat(1)}`,
  'a GitHub token': `ghp_${'a1B2'.repeat(9)}`,
  'a GitLab token': `glpat-${'a1B2c'.repeat(4)}`,
  'a Slack token': `xoxb-${'1234567890'.repeat(1)}-abcdefghij`,
  'an Anthropic key': `sk-ant-${'api03-abcdefghijklmnop'.repeat(1)}`,
  'a Stripe key': `sk_live_${'a1B2'.repeat(6)}`,
  'a SendGrid key': `SG.${'a1B2'.repeat(5)}.${'a1B2'.repeat(10)}`,
  'a Twilio key': `SK${'0a1b'.repeat(8)}`,
  'a Hugging Face token': `hf_${'abCD'.repeat(9)}`,
  'a PyPI token': `pypi-${'AgEIcHlwaS5vcmc'.repeat(3)}`,
  'a Docker token': `dckr_pat_${'a1B2'.repeat(7)}`,
  'a DigitalOcean token': `dop_v1_${'0a1b'.repeat(16)}`,
  'a Vault token': `hvs.${'a1B2'.repeat(8)}`,
  'a Google key': `AIza${'a1B2c'.repeat(7)}`,
  'a web token': `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${'dBjftJeZ4CVP'.repeat(1)}`,
  'a password in a sentence': 'The database password is: x7Qp29LmZk41',
  'a password in code': 'DB_PASSWORD="x7Qp29LmZk41"',
  'an API key in code': 'api_key = 9f86d081884c7d659a2feaa0',
  'a URL with a password': 'postgres://app:x7Qp29Lm@db/app',
  'a bearer header': `Authorization: Bearer ${'a1B2'.repeat(8)}`,
  'a secret of this installation': 'it says hunter2-hunter2 there',
};

const plain = [
  'The login test is flaky: it waits for a fixed time. Use the fake clock.',
  'Set the token with `export TOKEN=$SECRET_FROM_VAULT`; the secret is read in src/config/load.ts.',
  'The password field has the id `password-input`, and password: z.string().min(12) checks it.',
  'Commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b broke it.',
  'Token: see the wiki page about credentials.',
];

describe('secrets in notes', () => {
  it.each(Object.entries(planted))('sees %s', (_name, text) => {
    expect(secretIn(`Some words.\n${text}\nMore words.`, redact)).toEqual(expect.any(String));
  });

  it('sees one between whose letters unseen characters were put', () => {
    const hidden = Array.from(planted['a GitHub token'] ?? '').join('\u200b');
    expect(secretIn(hidden, redact)).toEqual(expect.any(String));
  });

  it('sees one in full-width letters', () => {
    const wide = Array.from('hunter2-hunter2', (letter) =>
      letter === '-' ? letter : String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0),
    ).join('');
    expect(secretIn(wide, redact)).toEqual(expect.any(String));
  });

  it.each(plain)('lets pass: %s', (text) => {
    expect(secretIn(text, redact)).toBeUndefined();
  });

  it('needs no longer for a text that nearly matches everywhere', () => {
    expect(secretIn('secret: '.repeat(4000) + 'AKIA'.repeat(4000), redact)).toBeUndefined();
  });
});
