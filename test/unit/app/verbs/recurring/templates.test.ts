import { expect, test } from 'vitest';
import { renderContent } from '../../../../../adapters/cli/show/render-content.ts';
import type { Template } from '../../../../../src/domain/recurring/schedule.ts';
import { createTestWorld, sampleInstallation } from '../../../../support/core/verb-world.ts';

const review: Template = {
  name: 'review',
  flags: { turns: 7, accept: ['npm test'], priority: 2 },
  text: 'Review {text} with care.',
};

const newWorld = () => createTestWorld(sampleInstallation({ templates: { review } }));

test('a template gives flags and text, and what is typed wins', async () => {
  const { ask, goal } = newWorld();
  expect((await ask('run --template review --turns 2 the $& cart')).ok).toBe(true);
  expect((await goal(1)).spec).toMatchObject({
    text: 'Review the $& cart with care.',
    priority: 2,
    budget: { turns: 2 },
    acceptance: [{ kind: 'shell', command: 'npm test' }],
  });
});

test('checks that are asked for, or given up, take the place of the template’s', async () => {
  const { ask, goal } = newWorld();
  await ask('run --template review --no-accept one');
  await ask('run --template review --accept true two');
  expect((await goal(1)).spec.acceptance).toBe('none');
  expect((await goal(2)).spec.acceptance).toMatchObject([{ command: 'true' }]);
  await ask('template save trusting --no-accept do it');
  await ask('run --template trusting --accept true');
  expect((await goal(3)).spec.acceptance).toMatchObject([{ command: 'true' }]);
});

test('without a place for it, what is typed follows the text; without a text of its own one must be typed', async () => {
  const { ask, goal } = newWorld();
  await ask('template save plain --turns 3 Tidy up.');
  await ask('template save bare --turns 3');
  expect((await ask('run --template plain')).ok).toBe(true);
  await ask('run --template plain Only the tests.');
  expect((await goal(1)).spec.text).toBe('Tidy up.');
  expect((await goal(2)).spec.text).toBe('Tidy up.\n\nOnly the tests.');
  expect(await ask('run --template bare')).toMatchObject({ ok: false, code: 'TEXT_REQUIRED' });
  expect((await ask('run --template bare do it')).ok).toBe(true);
  expect(await ask('run')).toMatchObject({ ok: false, code: 'TEXT_REQUIRED' });
});

test('templates are listed, shown, and taken away by whoever saved them', async () => {
  const { ask } = newWorld();
  await ask('template save mine --accept "npm test" --no-accept do {text}');
  const list = renderContent((await ask('template')).content, { color: false });
  expect(list).toContain('2 templates');
  expect(list).toContain('--turns 7');
  expect(renderContent((await ask('template mine')).content, { color: false })).toContain('saved by alice');
  const bob = { platform: 'slack', user: 'U3' } as const;
  for (const line of ['template remove mine', 'template save mine other'])
    expect(await ask(line, { actor: bob })).toMatchObject({ code: 'ACCESS_DENIED' });
  expect((await ask('template remove mine')).ok).toBe(true);
  expect(await ask('template mine')).toMatchObject({ ok: false, code: 'WRONG_USAGE' });
});

test.each([
  ['template save review other', 'configuration'],
  ['template remove review', 'configuration'],
  ['template save a/b text', 'no name'],
  ['template remove reviw', 'did you mean “review”'],
  ['run --template reviw x', 'did you mean “review”'],
  ['template save x --template review text', 'no flag --template'],
])('%s is refused', async (line, part) => {
  const { ask, goals } = newWorld();
  const given = await ask(line);
  expect(given.ok).toBe(false);
  expect(renderContent(given.content, { color: false })).toContain(part);
  expect(await goals()).toBe(0);
});
