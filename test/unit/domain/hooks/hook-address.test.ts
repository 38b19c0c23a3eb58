import { expect, test } from 'vitest';
import { subjectProblem, webhookProblem } from '../../../../src/domain/hooks/hook-address.ts';

test.each([
  'https://ci.example.org/hooks/x?y=z',
  'http://localhost:8080/x',
  'http://127.0.0.1/x',
  'http://[::1]:9/x',
])('%s may be called', (url) => {
  expect(webhookProblem(url)).toBeUndefined();
});

test.each([
  ['http://ci.example.org/x', 'not encrypted'],
  ['http://127.0.0.1.evil.example/x', 'not encrypted'],
  ['http://localhost.evil.example/x', 'not encrypted'],
  ['https://user@ci.example.org/x', 'holds a user'],
  ['https://:pw@ci.example.org/x', 'holds a user'],
  ['file:///etc/passwd', 'no http'],
  ['ci.example.org', 'no URL'],
])('%s is refused: %s', (url, why) => {
  expect(webhookProblem(url)).toContain(why);
});

test('subjects are plain words with dots between them', () => {
  expect(['builds', 'builds.done.shop_1', 'a-b.c'].map(subjectProblem)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(
    ['', 'a b', 'a.*', 'a.>', 'a..b', 'a.', '$JS.API', '_INBOX.x', 'ü', 'x'.repeat(201)].map(subjectProblem),
  ).not.toContain(undefined);
});
