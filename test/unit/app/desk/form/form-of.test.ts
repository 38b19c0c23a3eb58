import { expect, test } from 'vitest';
import type { Form } from '../../../../../src/domain/surface/form.ts';
import { createDeskWorld, visitor } from '../../../../support/surfaces/desk-world.ts';
import { ready, started, turnFailed, turnFinished } from '../../../../support/core/sample-goal.ts';
import { nobody, sampleInstallation, sampleProject } from '../../../../support/core/verb-world.ts';

const names = (form: Form | undefined) => form?.inputs.map(({ name }) => name);

async function working(installation = sampleInstallation()) {
  const world = createDeskWorld(installation);
  await world.ask('run --project shop fix it');
  await world.happen(1, ...ready, started);
  return world;
}

const everyForm = ['say', 'budget', 'cancel', 'continue', 'retry', 'switch'].map(
  (verb) => `form/${verb}/G-1`,
);

test('every form keeps the limits of platforms', async () => {
  const { desk, happen } = await working();
  await happen(1, { type: 'QuestionAsked', call: 'c', text: 'Which?', options: ['a', 'b'] });
  for (const act of ['form/run', 'form/answer/G-1/Q-1', ...everyForm]) {
    const form = await desk.form(act, visitor('U1'));
    expect(form).toMatchObject({ act });
    expect(form?.title.length).toBeLessThanOrEqual(24);
    expect(form?.inputs.length).toBeLessThanOrEqual(5);
    for (const { label, options = [] } of form?.inputs ?? []) {
      expect(label.length).toBeLessThanOrEqual(45);
      expect(options.length).toBeLessThanOrEqual(25);
    }
  }
});

test('who may not see a goal gets none of its forms, and a stranger none at all', async () => {
  const { desk } = await working(
    sampleInstallation({
      access: nobody,
      projects: {
        shop: sampleProject('shop', { access: { ...nobody, run: ['slack:U1'] } }),
        other: sampleProject('other', { access: { ...nobody, run: ['slack:U5'] } }),
      },
    }),
  );
  for (const act of everyForm) expect(await desk.form(act, visitor('U5'))).toBeUndefined();
  expect(await desk.form('form/run', visitor('U9'))).toBeUndefined();
  expect(names(await desk.form('form/say/G-1', visitor('U1')))).toEqual(['text']);
});

test('a new goal asks for a project only where there are several, and proposes that of the channel', async () => {
  expect(names(await createDeskWorld().desk.form('form/run', visitor('U1')))).toEqual([
    'text',
    'agent',
    'accept',
    'budget',
  ]);
  const { desk } = createDeskWorld(
    sampleInstallation({
      projects: { shop: sampleProject('shop'), api: sampleProject('api', { channels: ['slack:C7'] }) },
    }),
  );
  const form = await desk.form('form/run', visitor('U1', 'C7'));
  expect(form?.inputs.find(({ name }) => name === 'project')).toMatchObject({
    value: 'api',
    required: true,
    options: [{ value: 'api' }, { value: 'shop' }],
  });
});

test('words that were typed stand in the form of a new goal, and come back as its text only', async () => {
  const form = await createDeskWorld().desk.form('form/run//fix the login', visitor('U1'));
  expect(form).toMatchObject({
    act: 'form/run',
    inputs: [{ name: 'text', value: 'fix the login' }, {}, {}, {}],
  });
});

test('an answer has the options and room for own words; without options only words', async () => {
  const { desk, happen } = await working();
  await happen(1, {
    type: 'QuestionAsked',
    call: 'c',
    text: 'Postgres or SQLite?',
    options: ['Postgres', 'SQLite'],
  });
  const form = await desk.form('form/answer/G-1/Q-1', visitor('U1'));
  expect(form?.inputs).toMatchObject([
    {
      name: 'option',
      kind: 'choice',
      hint: 'Postgres or SQLite?',
      options: [{ value: '1', label: '1: Postgres' }, { value: '2' }],
    },
    { name: 'text', required: false },
  ]);
  await happen(1, { type: 'QuestionAsked', call: 'd', text: 'Why?', options: [] });
  expect(names(await desk.form('form/answer/G-1/Q-2', visitor('U1')))).toEqual(['text']);
  // Which of the two would be meant?
  expect(await desk.form('form/answer/G-1', visitor('U1'))).toBeUndefined();
  expect(await desk.form('form/answer/G-1/Q-9', visitor('U1'))).toBeUndefined();
});

test('more budget proposes what is offered, and asks for what is used up', async () => {
  const { desk, happen } = await working();
  expect(names(await desk.form('form/budget/G-1', visitor('U1')))).toEqual([
    'turns',
    'costUsd',
    'wallMs',
    'tokens',
  ]);
  const { waiting } = await happen(1, turnFailed({ kind: 'permission-blocked', message: 'it wants curl' }));
  expect(names(await desk.form(`form/deny/${waiting?.request}`, visitor('U1')))).toEqual(['text']);
  expect(await desk.form('form/deny/R-000000', visitor('U1'))).toBeUndefined();
});

test('what there is no form for opens none', async () => {
  const { desk, happen } = await working();
  await happen(1, turnFinished());
  for (const act of ['form/purge/G-1', 'form/say/G-9', 'form/say', 'pause/G-1', 'form/constructor/G-1'])
    expect(await desk.form(act, visitor('U1'))).toBeUndefined();
});
