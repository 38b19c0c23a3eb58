import { expect, test } from 'vitest';
import { normaliseEvidence, normaliseLine } from '../../../../src/policy/remediation/normalise-evidence.ts';

const same: readonly (readonly [what: string, one: string, other: string])[] = [
  ['durations', 'ran in 12 ms, 1.5s, 2 minutes and 3m 4s', 'ran in 9 ms, 11.25s, 1 minutes and 1m 59s'],
  ['times', 'at 2026-11-21T12:34:56.789Z', 'at 2026-11-22T01:02:03.004Z'],
  ['clocks', '12:34:56 started 2026-11-21', '01:02:03.5 started 2025-01-01'],
  ['temporary paths', "open '/tmp/vitest-a8f3/x1/out.json'", "open '/tmp/vitest-99cc/x2/out.json'"],
  ['temporary files', 'wrote /tmp/tmp8x2kq1', 'wrote /tmp/tmpq99zz0'],
  [
    'temporary paths of macOS',
    '/var/folders/zz/abc123/T/run/log.txt',
    '/private/var/folders/yy/d45/T/run/log.txt',
  ],
  [
    'temporary paths of Windows',
    String.raw`C:\Users\a\AppData\Local\Temp\x1\log.txt`,
    String.raw`C:\Users\a\AppData\Local\Temp\y22\log.txt`,
  ],
  ['addresses', 'object at 0x7f7f4067da90', 'object at 0x7f7f406a8cd0'],
  ['hashes', 'commit a9a2ba0 of d86cb8252c1', 'commit 0f3c21b of f2968092aa7'],
  ['ids', 'id 1fd3aa2e-0a44-4c1e-9c6b-2ab1c3d4e5f6', 'id 0cd3aa2e-1a44-4c1e-8c6b-9ab1c3d4e5f7'],
  ['ports', 'connect 127.0.0.1:41635 and localhost:3000', 'connect 127.0.0.1:9 and localhost:55555'].map(
    (text) => text.replace(':9 ', ':99 '),
  ) as [string, string, string],
  ['process numbers', '==16296==ERROR (15965) pid=77 process 12', '==1==ERROR (2345) pid=9 process 3'],
  ['measures without a unit', 'duration_ms: 12.5 elapsed=3', 'duration_ms: 9 elapsed=4.25'],
  ['long numbers', 'order 1732190001 failed', 'order 1732190994 failed'],
  ['seeds', 'Run options: --seed 55548', 'Run options: --seed 1'],
  ['positions', 'src/a.ts:12:3 and line 14', 'src/a.ts:19:30 and line 2'],
  ['shares and sizes', '12% of 30 MB', '99.5% of 31.5 MB'],
  ['spaces', 'a  b', 'a b '],
  ['colours and progress', '\u001B[31m1%\r2%\rred\u001B[0m', 'red'],
  ['order and repetition', 'b\na\nb', 'a\nb'],
];

test.each(same)('%s do not matter', (_what, one, other) => {
  expect(normaliseEvidence(one)).toBe(normaliseEvidence(other));
  expect(normaliseEvidence(one)).not.toBe('');
});

test.each([
  ['expected 3, got 4', 'expected 3, got 5'],
  ['src/a.ts:1:1 is wrong', 'src/b.ts:1:1 is wrong'],
  ["no such file '/tmp/x1/in.json'", "no such file '/tmp/x1/out.json'"],
  ['connect to db failed', 'connect to cache failed'],
  ['a\nb', 'a\nb\nc'],
  ['exit 1', 'exit 2'],
])('%j is something else than %j', (one, other) => {
  expect(normaliseEvidence(one)).not.toBe(normaliseEvidence(other));
});

test('words are kept', () => {
  expect(normaliseLine('decade faced 1234 seconds, effaced')).toBe('decade faced <duration>, effaced');
});

test.each([
  'a',
  '1',
  '1.',
  '0x',
  'a1',
  ':1',
  'C:\\',
  '/tmp/',
  '/tmp/a',
  '12:34:',
  '1 m ',
  '(1',
  '1-',
  '<tmp>/',
  '\\a',
])('a megabyte of %j is read to its end', (text) => {
  const long = text.repeat(1024 * 1024).slice(0, 1024 * 1024);
  expect(normaliseEvidence(long).length).toBeLessThan(10_000);
});
