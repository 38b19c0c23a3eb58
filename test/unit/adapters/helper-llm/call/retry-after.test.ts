import { expect, test } from 'vitest';
import { retryAfterMs } from '../../../../../adapters/helper-llm/call/retry-after.ts';

const now = Date.parse('2027-01-15T08:00:00Z');

test.each([
  ['7', 7000],
  ['0.5', 500],
  ['0', 0],
  ['3600', 300_000],
  ['Fri, 15 Jan 2027 08:00:30 GMT', 30_000],
  ['Fri, 15 Jan 2027 09:00:00 GMT', 300_000],
  ['Fri, 15 Jan 2027 07:00:00 GMT', 0],
])('“%s” asks for %i ms', (header, ms) => {
  expect(retryAfterMs(header, now)).toBe(ms);
});

test.each([undefined, null, '', ' ', 'soon'])('%j asks for nothing', (header) => {
  expect(retryAfterMs(header, now)).toBeUndefined();
});
