import { expect, test } from 'vitest';
import { chooseProject } from '../../../src/app/choose-project.ts';
import type { InboundMessage } from '../../../src/domain/verb.ts';
import type { Project } from '../../../src/domain/project.ts';
import { sampleInstallation, sampleProject } from '../../support/core/verb-world.ts';

const message = (channel: string): InboundMessage => ({
  deliveryId: 'd',
  at: 0,
  actor: { platform: 'slack', user: 'U1' },
  place: { platform: 'slack', workspace: 'T1', channel },
  request: { form: 'line', line: '' },
});

function choose(projects: readonly Project[], named?: string, channel = 'C1'): string {
  const installation = sampleInstallation({
    projects: Object.fromEntries(projects.map((project) => [project.name, project])),
  });
  const choice = chooseProject(installation, named, message(channel));
  return choice.ok ? choice.project.name : `${choice.answer.code}: ${choice.answer.content.title}`;
}

const shop = sampleProject('shop', { channels: ['slack:C1'] });
const blog = sampleProject('blog', { channels: ['slack:C2'] });
const wiki = sampleProject('wiki');

test('the project that was named wins over the one of the channel', () => {
  expect(choose([shop, blog], 'blog')).toBe('blog');
});

test('without a name it is the channel’s, else the only one there is', () => {
  expect(choose([shop, blog, wiki])).toBe('shop');
  expect(choose([shop, blog, wiki], undefined, 'C2')).toBe('blog');
  expect(choose([wiki], undefined, 'C9')).toBe('wiki');
});

test('between several it never guesses', () => {
  expect(choose([shop, blog], undefined, 'C9')).toBe('PROJECT_REQUIRED: Which project? blog, shop');
  const both = sampleProject('both', { channels: ['slack:C1'] });
  expect(choose([shop, both])).toContain('PROJECT_REQUIRED');
});

test('without any project it says where they are configured', () => {
  expect(choose([])).toBe('PROJECT_REQUIRED: No project is configured');
});

test('an unknown name suggests the nearest one; names of objects are no projects', () => {
  expect(choose([shop], 'shpo')).toContain('PROJECT_UNKNOWN: There is no project “shpo”');
  expect(choose([shop], 'shpo')).toContain('did you mean “shop”?');
  expect(choose([shop], 'constructor')).toContain('PROJECT_UNKNOWN');
  expect(choose([shop], '__proto__')).toContain('PROJECT_UNKNOWN');
});
