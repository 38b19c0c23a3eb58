import { expect, test } from 'vitest';
import type { Installation } from '../../../../src/domain/project.ts';
import { roleOf } from '../../../../src/policy/access.ts';
import {
  installationFor,
  installationForTrigger,
  isListed,
  type Standing,
} from '../../../../src/policy/access/rules-for.ts';
import { nobody, sampleInstallation, sampleProject } from '../../../support/core/verb-world.ts';

const installation = sampleInstallation({
  access: { ...nobody, run: ['slack:S1'] },
  projects: {
    shop: sampleProject('shop', { access: { ...nobody, approve: ['discord:@5'] } }),
    vault: sampleProject('vault'),
  },
  triggers: {
    ci: { name: 'ci', project: 'shop', text: 'x' },
    lost: { name: 'lost', project: 'gone', text: 'x' },
  },
});

const rolesFor = (standing: Partial<Standing>) => {
  const account = 'slack:U1';
  const seen = installationFor(installation, { account, principals: [], granted: [], ...standing });
  return rolesIn(seen, account);
};
const rolesIn = ({ access, projects }: Installation, account: string) => [
  roleOf(account, [access]),
  ...['shop', 'vault'].map((name) => roleOf(account, [access, projects[name]?.access ?? nobody])),
];

const triggerRoles = (name: string) => rolesIn(installationForTrigger(installation, name), `trigger:${name}`);

test('a person is named wherever a list names a group or another account of theirs', () => {
  expect(rolesFor({})).toEqual([undefined, undefined, undefined]);
  expect(rolesFor({ principals: ['slack:S1'] })).toEqual(['run', 'run', 'run']);
  expect(rolesFor({ principals: ['discord:@5'] })).toEqual([undefined, 'approve', undefined]);
});

test('what was granted counts everywhere, and the operator’s floor comes along with a linked account', () => {
  expect(rolesFor({ granted: ['view', 'admin'] })).toEqual(['admin', 'admin', 'admin']);
  expect(rolesFor({ principals: ['local'] })).toEqual(['run', 'run', 'run']);
});

test('the lists of others stay as they are', () => {
  const seen = installationFor(installation, { account: 'slack:U1', principals: ['slack:S1'], granted: [] });
  expect(roleOf('slack:U2', [seen.access])).toBeUndefined();
  expect(installation.access.run).toEqual(['slack:S1']);
});

test('a trigger runs goals in its own project, and is nobody elsewhere', () => {
  expect(triggerRoles('ci')).toEqual([undefined, 'run', undefined]);
  expect(triggerRoles('lost')).toEqual([undefined, undefined, undefined]);
  expect(triggerRoles('constructor')).toEqual([undefined, undefined, undefined]);
});

test('it is known whether any list could mean somebody', () => {
  expect(isListed(installation, (principal) => principal === 'discord:@5')).toBe(true);
  expect(isListed(installation, (principal) => principal === 'slack:U1')).toBe(false);
});
