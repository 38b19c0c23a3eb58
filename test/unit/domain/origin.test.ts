import { expect, test } from 'vitest';
import { threadKey } from '../../../src/domain/origin.ts';

const channel = { platform: 'slack', workspace: 'T1', channel: 'C1' } as const;

test('a thread has one key, and every digit of its id counts', () => {
  expect(threadKey({ ...channel, thread: '1700000000.000100' })).toBe('slack/T1/C1/1700000000.000100');
});

test('a place without a thread has no key', () => {
  expect(threadKey(channel)).toBeUndefined();
});
