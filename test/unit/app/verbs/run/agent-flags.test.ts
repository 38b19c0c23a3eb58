import { describe, expect, test } from 'vitest';
import { wordsOf } from '../../../../support/core/words-of.ts';
import { createTestWorld, sampleInstallation, sampleProject } from '../../../../support/core/verb-world.ts';

const open = (more: Parameters<typeof sampleProject>[1] = {}) =>
  createTestWorld(
    sampleInstallation({ projects: { shop: sampleProject('shop', { chooses: true, ...more }) } }),
  );

describe('who works on a goal', () => {
  test('where nobody named an agent one is chosen when it begins, and that is said', async () => {
    const { ask, goal } = open();
    expect(wordsOf((await ask('run fix it')).content)).toContain('agent chosen when it begins');
    expect(await goal(1)).toMatchObject({ spec: { choose: true, agent: 'claude' }, next: 'choose' });
  });

  test('explicit wins: an agent or a model that was typed is not chosen over', async () => {
    const { ask, goal } = open();
    await ask('run --agent scripted fix it');
    await ask('run --model opus mend it');
    expect((await goal(1)).spec).not.toHaveProperty('choose');
    expect((await goal(2)).spec).toMatchObject({ agent: 'claude', model: 'opus' });
    expect((await goal(2)).spec).not.toHaveProperty('choose');
  });

  test('a project that names its agent has none chosen, unless somebody asks for that', async () => {
    const { ask, goal } = createTestWorld();
    await ask('run fix it');
    await ask('run --agent auto mend it');
    expect((await goal(1)).next).toBe('prepare');
    expect((await goal(2)).next).toBe('choose');
  });

  test('an agent that is called auto is an agent', async () => {
    const auto = { name: 'auto', kind: 'scripted', models: [] };
    const { ask, goal } = createTestWorld(sampleInstallation({ agents: { auto } }));
    await ask('run --agent auto fix it');
    expect((await goal(1)).spec).toMatchObject({ agent: 'auto' });
    expect((await goal(1)).next).toBe('prepare');
  });

  test('a model is one of an agent, so it does not go with auto', async () => {
    const { ask } = open();
    expect(await ask('run --agent auto --model opus fix it')).toMatchObject({
      ok: false,
      code: 'WRONG_USAGE',
    });
  });

  test('all who take over stay in line until it is known from whom', async () => {
    const { ask, goal } = open({ fallback: [{ agent: 'claude' }, { agent: 'scripted' }] });
    await ask('run fix it');
    expect((await goal(1)).spec.fallback).toEqual([{ name: 'claude' }, { name: 'scripted' }]);
  });
});

test('“projects” says where the agent is chosen', async () => {
  const { ask } = open();
  expect(wordsOf((await ask('projects')).content)).toContain('agent the one with the least to do');
});
