import { expect, test } from 'vitest';
import { assembleConfig } from '../../../../../src/config/assemble-config.ts';

const load = (value: object) => assembleConfig({ value, env: { PATH: '/bin' }, cwd: '/srv' });
const problems = (value: object): string[] => {
  const result = load(value);
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path} ${message}`);
};

test('an account belongs to one person, and is named by its id', () => {
  const identities = {
    alice: ['slack:U1AA', 'discord:123', 'github:7'],
    bob: ['discord:123', 'slack:alice', 'slack:S1AA'],
  };
  expect(problems({ identities })).toEqual([
    'identities.bob.0 belongs to “alice” already',
    'identities.bob.1 is not the id of an account',
    'identities.bob.2 is not the id of an account',
  ]);
});

test('bots are named by their ids', () => {
  expect(problems({ bots: ['slack:B0123', 'discord:9', 'slack:U0123'] })).toEqual([
    'bots.2 is not the id of a bot',
  ]);
});

test('what is said of people arrives, and a person dispatches ten goals a minute unless told otherwise', () => {
  const result = load({ identities: { alice: ['slack:U1AA', 'discord:1'] }, bots: ['slack:B0123'] });
  expect(result.ok && result.config.people).toEqual({
    identities: [['slack:U1AA', 'discord:1']],
    bots: ['slack:B0123'],
    dispatchPerMinute: 10,
  });
  const open = load({ dispatchPerMinute: 0 });
  expect(open.ok && open.config.people.dispatchPerMinute).toBe(0);
});
