import { expect, test } from 'vitest';
import { longestSleepMs, readSleep } from '../../../src/policy/sleep.ts';

const sentinel = (more: object = {}) =>
  JSON.stringify({ __drover_sleep__: true, duration_ms: 60_000, reason: 'the build runs', ...more });
const wish = { durationMs: 60_000, reason: 'the build runs' };

test.each([
  ['alone', sentinel()],
  ['after a text', `I started the build.\n${sentinel()}`],
  ['in a code block', `Waiting.\n\`\`\`json\n${sentinel()}\n\`\`\`\n`],
  [
    'under the name that other systems taught',
    '{"__nexo_sleep__": true, "duration_ms": 60000, "reason": "the build runs"}',
  ],
])('a wish to be woken later is read %s', (_where, text) => {
  expect(readSleep(text)).toEqual(wish);
});

test.each([
  ['quoted in the middle of a text', `To sleep one writes ${sentinel()} and ends.`],
  ['taken back', sentinel({ __drover_sleep__: false })],
  ['without a time', '{"__drover_sleep__": true}'],
  ['with a time that is no number', sentinel({ duration_ms: 'soon' })],
  ['broken off', sentinel().slice(0, -3)],
  ['about something else', '{"duration_ms": 5}'],
  ['missing', 'Done.'],
])('a sentinel that is %s is no wish', (_how, text) => {
  expect(readSleep(text)).toBeUndefined();
});

test('nobody sleeps longer than a day, nor for no time at all', () => {
  expect(readSleep(sentinel({ duration_ms: 1e15 }))?.durationMs).toBe(longestSleepMs);
  expect(readSleep(sentinel({ duration_ms: -5 }))?.durationMs).toBe(1000);
});

test('a reason may be missing, and a long one is cut', () => {
  expect(readSleep('{"__drover_sleep__": true, "duration_ms": 5000}')?.reason).toBe('');
  expect(readSleep(sentinel({ reason: 'x'.repeat(9000) }))?.reason.length).toBe(500);
});
