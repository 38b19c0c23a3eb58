import { expect, test } from 'vitest';
import { placeOfChannel } from '../../../../src/domain/hooks/channel.ts';

test('a channel’s name stands for a place', () => {
  expect(placeOfChannel('slack:C0123ABCD')).toEqual({
    platform: 'slack',
    workspace: '',
    channel: 'C0123ABCD',
  });
  expect(placeOfChannel('console')).toEqual({ platform: 'console', workspace: 'local', channel: 'terminal' });
});

test.each(['#general', 'slack:general', 'slack:U0123', 'discord:1', '', 'C0123ABCD'])(
  '“%s” is none',
  (channel) => {
    expect(placeOfChannel(channel)).toBeUndefined();
  },
);

test('a channel of Discord is known by its number', () => {
  expect(placeOfChannel('discord:123456789012345678')).toEqual({
    platform: 'discord',
    workspace: '',
    channel: '123456789012345678',
  });
  expect(placeOfChannel('discord:general')).toBeUndefined();
});
