import { expect, test } from 'vitest';
import type { Actor } from '../../../src/domain/actor.ts';
import type { AccessRules } from '../../../src/domain/project.ts';
import { decideAccess, roleOf } from '../../../src/policy/access.ts';

const nobody: AccessRules = { view: [], run: [], approve: [], admin: [] };
const rules = (more: Partial<AccessRules>): AccessRules => ({ ...nobody, ...more });
const alice: Actor = { platform: 'slack', user: 'U1', name: 'alice' };
const local: Actor = { platform: 'local', user: 'operator' };

test('an empty list means nobody, except the local operator, who holds run', () => {
  expect(decideAccess(alice, 'view', [nobody])).toMatchObject({ allowed: false });
  expect(decideAccess(local, 'run', [nobody])).toEqual({ allowed: true });
  expect(decideAccess(local, 'approve', [nobody])).toMatchObject({ allowed: false });
});

test('each role includes those before it, and none after it', () => {
  const given = [rules({ approve: ['slack:U1'] })];
  expect(decideAccess(alice, 'view', given).allowed).toBe(true);
  expect(decideAccess(alice, 'run', given).allowed).toBe(true);
  expect(decideAccess(alice, 'approve', given).allowed).toBe(true);
  expect(decideAccess(alice, 'admin', given).allowed).toBe(false);
});

test('rights add up: what the installation or the project gives is enough', () => {
  expect(decideAccess(alice, 'run', [nobody, rules({ run: ['slack:U1'] })]).allowed).toBe(true);
  expect(roleOf('slack:U1', [rules({ view: ['slack:U1'] }), rules({ admin: ['slack:U1'] })])).toBe('admin');
});

test('the local operator can be given more, and the terminal is the local operator', () => {
  expect(roleOf('local', [rules({ admin: ['local'] })])).toBe('admin');
  expect(decideAccess({ platform: 'console', user: 'me' }, 'run', [nobody]).allowed).toBe(true);
});

test.each([
  ['guest', 'guests may not steer goals'],
  ['bot', 'bots may not steer goals'],
  ['external', 'people of other workspaces may not steer goals'],
] as const)('a %s is refused whatever the lists say', (outsider, reason) => {
  const decision = decideAccess({ ...alice, outsider }, 'view', [rules({ admin: ['slack:U1'] })]);
  expect(decision).toMatchObject({ allowed: false, reason });
});

test('authority comes from the id and the platform, never from the name', () => {
  const given = [rules({ run: ['slack:U1'] })];
  expect(decideAccess({ platform: 'slack', user: 'U9', name: 'U1' }, 'run', given).allowed).toBe(false);
  expect(decideAccess({ platform: 'discord', user: 'U1' }, 'run', given).allowed).toBe(false);
});

test('a refusal says what is needed, what one has, and who has it, each once', () => {
  const given = [
    rules({ view: ['slack:U1'], approve: ['slack:U2'], admin: ['slack:U3'] }),
    rules({ admin: ['slack:U2'] }),
  ];
  expect(decideAccess(alice, 'approve', given)).toEqual({
    allowed: false,
    reason: 'this needs the role “approve”; you have the role “view”',
    on: 'slack',
    stranger: false,
    mayAsk: ['slack:U2', 'slack:U3'],
  });
  expect(decideAccess({ platform: 'slack', user: 'U9' }, 'run', given)).toMatchObject({
    reason: 'this needs the role “run”; you have no role',
    mayAsk: ['slack:U2', 'slack:U3', 'local'],
  });
});
