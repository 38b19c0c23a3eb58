import { expect, test } from 'vitest';
import { authorize, type Need } from '../../../src/app/authorize.ts';
import type { Actor } from '../../../src/domain/actor.ts';
import type { Installation } from '../../../src/domain/project.ts';
import type { GoalDocument } from '../../../src/goal/state.ts';
import { sampleGoal } from '../../support/core/sample-goal.ts';
import { createTestWorld, nobody, sampleInstallation, sampleProject } from '../../support/core/verb-world.ts';

const user = (id: string): Actor => ({ platform: 'slack', user: id });
const control: Need = { role: 'run', othersRole: 'approve' };
const goal = sampleGoal();

function mayDo(actor: Actor, need: Need, about?: GoalDocument, installation?: Installation): string {
  const { world } = createTestWorld(installation);
  const refusal = authorize(world, actor, need, about);
  return refusal === undefined ? 'yes' : `${refusal.content.title} ${refusal.hint}`;
}

test('one’s own goal needs less than somebody else’s', () => {
  expect(mayDo(user('U1'), control, goal)).toBe('yes');
  expect(mayDo(user('U3'), control, goal)).toContain(
    'this needs the role “approve”; you have the role “run”',
  );
  expect(mayDo(user('U2'), control, goal)).toBe('yes');
});

test('who dispatched it with a role that was taken away may not steer it any more', () => {
  const fired = sampleInstallation({ access: { ...nobody, run: ['slack:U3'] } });
  const refusal = mayDo(user('U1'), control, goal, fired);
  expect(refusal).toContain('you have no role');
  expect(refusal).not.toContain('U1');
});

test('the refusal names those who may, and nobody else', () => {
  const others = mayDo(user('U3'), control, goal);
  expect(others).toMatch(/These may: .*U2/);
  expect(others).not.toContain('U3');
  expect(mayDo(user('U9'), { role: 'run' })).toMatch(/These may: .*U1.*U3.*U2.*the operator at the machine/);
  expect(mayDo(user('U9'), { role: 'admin' })).toContain('Nobody has been given that role');
});

test('a project’s own lists count for its goals, and for nobody else’s', () => {
  const installation = sampleInstallation({
    access: nobody,
    projects: {
      shop: sampleProject('shop', { access: { ...nobody, approve: ['slack:U5'] } }),
      blog: sampleProject('blog', { access: { ...nobody, approve: ['slack:U6'] } }),
    },
  });
  expect(mayDo(user('U5'), control, goal, installation)).toBe('yes');
  expect(mayDo(user('U6'), control, goal, installation)).not.toBe('yes');
  expect(mayDo(user('U6'), { role: 'run' }, undefined, installation)).toBe('yes');
});

test('a goal whose project is configured no more is under the installation’s rules', () => {
  const installation = sampleInstallation({ projects: {} });
  expect(mayDo(user('U2'), control, goal, installation)).toBe('yes');
  expect(mayDo(user('U9'), control, goal, installation)).not.toBe('yes');
});

test.each(['guest', 'bot', 'external'] as const)('a %s with every role is refused', (outsider) => {
  const admins = sampleInstallation({ access: { ...nobody, admin: ['slack:U1'] } });
  expect(mayDo({ ...user('U1'), outsider }, { role: 'view' }, goal, admins)).toContain('may not steer goals');
});

test('the same number on another platform is another person', () => {
  expect(mayDo({ platform: 'discord', user: 'U1' }, control, goal)).toContain('you have no role');
});
