import { expect, test } from 'vitest';
import { natsAddress } from '../../../../../adapters/hooks/nats/nats-address.ts';

test.each([
  ['nats://nats.example:4333', { server: 'nats.example:4333', tls: false }],
  ['nats.example', { server: 'nats.example:4222', tls: false }],
  ['tls://token-1@nats.example', { server: 'nats.example:4222', tls: true, token: 'token-1' }],
  ['nats://u:100%@nats.example', { server: 'nats.example:4222', tls: false, user: 'u', pass: '100%' }],
  ['nats://dro%40ver:p%3Aw@[::1]:4222', { server: '[::1]:4222', tls: false, user: 'dro@ver', pass: 'p:w' }],
])('%s is taken apart', (text, address) => {
  expect(natsAddress(text)).toEqual(address);
});

test.each(['http://nats.example', 'nats://', 'nats://a b'])('%s is no address', (text) => {
  expect(natsAddress(text)).toBeUndefined();
});
