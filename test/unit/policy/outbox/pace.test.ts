import { describe, expect, test } from 'vitest';
import type { Platform } from '../../../../src/domain/actor.ts';
import {
  freeAt,
  laneName,
  limitsOf,
  mannerOf,
  type Allowance,
  type Manner,
} from '../../../../src/policy/outbox/pace.ts';

/** Sends as fast as it may, from time 0 on; answers when each was sent. */
function asFastAsItMay(allowances: readonly Allowance[], count: number): number[] {
  const sent: number[] = [];
  for (let now = 0; sent.length < count; now = Math.max(now, freeAt(allowances, sent))) sent.push(now);
  return sent;
}

const most = (sent: readonly number[], inMs: number): number =>
  Math.max(...sent.map((from) => sent.filter((at) => at >= from && at < from + inMs).length));

describe.each<[Platform, Manner, number, number]>([
  ['slack', 'post', 4, 4000],
  ['slack', 'edit', 45, 60_000],
  ['slack', 'sign', 45, 60_000],
  ['discord', 'post', 5, 5000],
  ['discord', 'edit', 5, 5000],
])('%s, %s', (platform, manner, limit, inMs) => {
  const { allowances } = limitsOf(platform, manner);

  test(`is never more than ${limit} in ${inMs} ms, also over any stretch of it`, () => {
    expect(most(asFastAsItMay(allowances, 200), inMs)).toBeLessThanOrEqual(limit);
  });

  test('uses most of what is allowed', () => {
    const sent = asFastAsItMay(allowances, 200);
    expect((200 / (sent.at(-1) ?? 1)) * inMs).toBeGreaterThan(0.75 * limit);
  });
});

test('edits leave a reserve, and are spread over the minute', () => {
  const sent = asFastAsItMay(limitsOf('slack', 'edit').allowances, 100);
  expect(most(sent, 60_000)).toBeLessThanOrEqual(44);
  expect(most(sent, 6000)).toBeLessThanOrEqual(4);
});

test('nothing is limited where the platform is our own', () => {
  expect(freeAt(limitsOf('console', 'post').allowances, [5, 6, 7])).toBe(0);
});

const place = { platform: 'slack', workspace: 'T1', channel: 'C1', thread: '1.2' } as const;

test('Slack limits posts by channel, edits and signs over all channels', () => {
  expect(laneName(place, 'post')).toBe(laneName({ ...place, workspace: '', thread: '3.4' }, 'post'));
  expect(laneName(place, 'post')).not.toBe(laneName({ ...place, channel: 'C2' }, 'post'));
  for (const manner of ['edit', 'sign'] as const)
    expect(laneName(place, manner)).toBe(laneName({ ...place, channel: 'C2' }, manner));
});

test('a thread of Discord is a channel of its own for posts; cards stand in the channel above', () => {
  const there = { ...place, platform: 'discord' } as const;
  expect(laneName(there, 'post')).not.toBe(laneName({ ...there, thread: '3.4' }, 'post'));
  expect(laneName(there, 'edit')).toBe(laneName({ ...there, thread: '3.4' }, 'edit'));
});

test('roots and notices are posts, cards are edits, signs are signs', () => {
  expect((['root', 'notice', 'card', 'sign'] as const).map((kind) => mannerOf({ kind }))).toEqual([
    'post',
    'post',
    'edit',
    'sign',
  ]);
});
