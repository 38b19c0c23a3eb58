import { expect, test } from 'vitest';
import { growthRefusal } from '../../../../../src/app/verbs/control/allowance.ts';
import type { Actor } from '../../../../../src/domain/actor.ts';
import { BudgetSchema } from '../../../../../src/domain/budget.ts';
import {
  createTestWorld,
  nobody,
  sampleInstallation,
  sampleProject,
} from '../../../../support/core/verb-world.ts';
import { fold, sampleGoal } from '../../../../support/core/sample-goal.ts';

const alice: Actor = { platform: 'slack', user: 'U1' };
const admin: Actor = { platform: 'slack', user: 'U7' };
const local: Actor = { platform: 'local', user: 'me' };
const budget = BudgetSchema.parse({ turns: 10, costUsd: 5, tokens: 0 });
const installation = sampleInstallation({
  projects: { shop: sampleProject('shop', { budget }) },
  access: { ...nobody, run: ['slack:U1'], approve: ['local'], admin: ['slack:U7'] },
});
const { world } = createTestWorld(installation);
const goal = sampleGoal({ turns: 10, costUsd: 5, tokens: 500 });

test('up to twice the project’s budget everybody who may grow it may grow it', () => {
  expect(growthRefusal(world, alice, goal, { turns: 10, costUsd: 5 })).toBeUndefined();
  const refusal = growthRefusal(world, alice, goal, { turns: 11 });
  expect(refusal).toMatchObject({ ok: false, code: 'ACCESS_DENIED' });
  expect(refusal?.content.title).toBe('You may grow G-1 up to 20 turns: twice the project’s budget');
  expect(refusal?.hint).toBe(
    'It stands at 10 turns. For more, these may: slack:U7, the operator at the machine.',
  );
});

test('what was grown before counts', () => {
  const grown = fold(goal, { type: 'BudgetGrown', by: alice, add: { turns: 6 } }).document;
  expect(growthRefusal(world, alice, grown, { turns: 4 })).toBeUndefined();
  expect(growthRefusal(world, alice, grown, { turns: 5 })).toMatchObject({ code: 'ACCESS_DENIED' });
});

test('one axis beyond the allowance refuses the whole', () => {
  expect(growthRefusal(world, alice, goal, { turns: 1, costUsd: 5.01 })).toMatchObject({
    code: 'ACCESS_DENIED',
  });
});

test('admins, and the operator at the machine, may give as much as they like', () => {
  for (const actor of [admin, local])
    expect(growthRefusal(world, actor, goal, { turns: 500, costUsd: 500 })).toBeUndefined();
});

test('an admin of the project is one for its goals', () => {
  const project = sampleProject('shop', { budget, access: { ...nobody, admin: ['slack:U1'] } });
  const own = createTestWorld({ ...installation, projects: { shop: project } }).world;
  expect(growthRefusal(own, alice, goal, { turns: 500 })).toBeUndefined();
});

test('where the project sets no limit there is none to the allowance', () => {
  expect(growthRefusal(world, alice, goal, { tokens: 9_000_000 })).toBeUndefined();
});

test('what is off cannot be grown, by nobody', () => {
  const free = sampleGoal({ turns: 0 });
  for (const actor of [alice, admin, local]) {
    const refusal = growthRefusal(world, actor, free, { turns: 1 });
    expect(refusal).toMatchObject({ ok: false, code: 'WRONG_USAGE' });
    expect(refusal?.content.title).toBe('G-1 has no limit on turns');
  }
});

test('a project that is not configured any more allows twice what the goal was given', () => {
  const { world: without } = createTestWorld({ ...installation, projects: {} });
  expect(growthRefusal(without, alice, goal, { turns: 10 })).toBeUndefined();
  expect(growthRefusal(without, alice, goal, { turns: 11 })).toMatchObject({ code: 'ACCESS_DENIED' });
});

const hintFor = (access: Partial<typeof nobody>) => {
  const { world: other } = createTestWorld({ ...installation, access: { ...nobody, ...access } });
  return growthRefusal(other, alice, goal, { turns: 11 })?.hint;
};

test('only those are named who really may give more', () => {
  expect(hintFor({})).toContain('Nobody may give more');
  expect(hintFor({ admin: ['local'] })).toContain('these may: the operator at the machine.');
  expect(hintFor({ admin: ['slack:U7'] })).toContain('these may: slack:U7.');
});
