import { expect, test } from 'vitest';
import { labelOf, principalOf } from '../../../src/domain/actor.ts';

test('rights go by platform and user id, never by name', () => {
  expect(principalOf({ platform: 'slack', user: 'U1', name: 'admin' })).toBe('slack:U1');
  expect(principalOf({ platform: 'github', user: '583231' })).toBe('github:583231');
});

test('whoever sits at the machine is one person, in the terminal and over HTTP', () => {
  expect(principalOf({ platform: 'local', user: 'local', name: 'ann' })).toBe('local');
  expect(principalOf({ platform: 'console', user: 'somebody' })).toBe('local');
});

test('people are called by their name, or by their principal when it is not known', () => {
  expect(labelOf({ platform: 'slack', user: 'U1', name: 'Ann' })).toBe('Ann');
  expect(labelOf({ platform: 'slack', user: 'U1' })).toBe('slack:U1');
});
