import { expect, test } from 'vitest';
import { mayDeliver } from '../../../../src/app/access/may-deliver.ts';
import type { Installation } from '../../../../src/domain/project.ts';
import { createFakePeople, type FakePeople } from '../../../support/people/fake-people.ts';
import { sampleGoal } from '../../../support/core/sample-goal.ts';
import {
  createTestWorld,
  nobody,
  sampleInstallation,
  sampleProject,
} from '../../../support/core/verb-world.ts';

const right = (installation: Partial<Installation>, known: FakePeople['known'] = {}) => {
  const people = new Map([['slack', createFakePeople(known)]] as const);
  const { world } = createTestWorld(sampleInstallation(installation), { people });
  return mayDeliver(world, sampleGoal());
};

test('the rules of now count, those of the goal’s project among them', async () => {
  const access = { ...nobody, run: ['slack:U1'] };
  expect(await right({ access })).toBe('yes');
  expect(await right({ access: nobody })).toBe('no');
  expect(await right({ access: { ...nobody, view: ['slack:U1'] } })).toBe('no');
  expect(await right({ access: nobody, projects: { shop: sampleProject('shop', { access }) } })).toBe('yes');
  expect(await right({ access: nobody, projects: { blog: sampleProject('blog', { access }) } })).toBe('no');
});

test('groups and guests are looked up, and what cannot be looked up is not guessed', async () => {
  const access = { ...nobody, run: ['slack:S1'] };
  expect(await right({ access }, { U1: { groups: ['slack:S1'] } })).toBe('yes');
  expect(await right({ access }, { U1: { groups: [] } })).toBe('no');
  expect(await right({ access }, { U1: { groups: ['slack:S1'], outsider: 'guest' } })).toBe('no');
  expect(await right({ access }, { U1: { problem: 'down' } })).toBe('unknown');
});

test('a chat that closes while it is asked has answered nothing', async () => {
  const people = new Map([
    ['slack', { about: async () => await Promise.reject(new Error('drover stops')) }],
  ] as const);
  const { world } = createTestWorld(sampleInstallation({ access: { ...nobody, run: ['slack:U1'] } }), {
    people,
  });
  expect(await mayDeliver(world, sampleGoal())).toBe('unknown');
});

test('a right that a linked account may bring is not denied while its platform cannot be asked', async () => {
  const identities = [['slack:U1', 'discord:7']];
  const people = new Map([
    ['slack', createFakePeople({})],
    ['discord', createFakePeople({ 7: { problem: 'down' } })],
  ] as const);
  const linkedRight = (access: Partial<typeof nobody>) => {
    const installation = sampleInstallation({
      access: { ...nobody, ...access },
      people: { identities, bots: [] },
    });
    return mayDeliver(createTestWorld(installation, { people }).world, sampleGoal());
  };
  expect(await linkedRight({ run: ['discord:7'] })).toBe('unknown');
  expect(await linkedRight({ run: ['slack:U1'] })).toBe('yes');
});
