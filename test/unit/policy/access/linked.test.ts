import { expect, test } from 'vitest';
import { accountsOf, isGroup, standsFor } from '../../../../src/policy/access/linked.ts';

test('what is linked to a linked account is linked as well; others are not', () => {
  const groups = [
    ['slack:U1', 'discord:1'],
    ['slack:U2', 'discord:2'],
    ['discord:1', 'github:7'],
  ];
  expect(accountsOf('github:7', groups)).toEqual(['github:7', 'discord:1', 'slack:U1']);
  expect(accountsOf('slack:U2', groups)).toEqual(['slack:U2', 'discord:2']);
  expect(accountsOf('slack:U9', groups)).toEqual(['slack:U9']);
});

test('one account stands for all, whichever asks', () => {
  expect(standsFor(['slack:U1', 'discord:1'])).toBe('discord:1');
  expect(standsFor(['discord:1', 'slack:U1'])).toBe('discord:1');
});

test('groups and roles are told from people', () => {
  expect(['slack:S1', 'discord:@5', 'slack:U1', 'discord:5', 'local'].map(isGroup)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
