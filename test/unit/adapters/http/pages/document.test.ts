import { expect, test } from 'vitest';
import { documentOf, headersOf } from '../../../../../adapters/http/pages/document.ts';
import { html } from '../../../../../adapters/http/pages/html.ts';

test('a page has one title, its parts and a nonce on all that styles or runs', () => {
  const text = documentOf(
    { title: 'G-1 · <x>', body: html`<h1>hello</h1>`, live: '/live', inside: true },
    'n1',
  );
  expect(text).toContain('<title>G-1 · &lt;x&gt;</title>');
  expect(text.match(/<(?:style|script)/g)?.length).toBe(text.match(/<(?:style|script) nonce="n1">/g)?.length);
  expect(text).toContain('Log out');
});

test('a page that is not live has no script, and a stranger nothing to log out of', () => {
  const text = documentOf({ title: 't', body: html``, inside: false }, 'n1');
  expect(text).not.toMatch(/<script|Log out/);
});

test('the policy names the nonce and lets nothing else in', () => {
  const policy = headersOf('n1')['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'; script-src 'nonce-n1'");
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
});
