import { expect, test } from 'vitest';
import { submitForm } from '../../../../../src/app/desk/form/submit-form.ts';

const asked = (act: string, values: Record<string, string>) => {
  const submitted = submitForm(act, values);
  return submitted.ok ? submitted.request : submitted.problems;
};

test('a form asks for the same as what is typed', () => {
  expect(asked('form/say/G-1', { text: ' use vitest ' })).toEqual({
    form: 'fields',
    verb: 'say',
    goal: 'G-1',
    text: 'use vitest',
  });
  expect(asked('form/cancel/G-1', {})).toMatchObject({ verb: 'cancel', text: '' });
  expect(asked('form/deny/R-7K2M4Q', { text: 'no' })).toMatchObject({
    verb: 'deny',
    text: 'no',
    flags: { request: 'R-7K2M4Q' },
  });
  expect(asked('form/switch/G-1', { agent: 'codex' })).toMatchObject({
    verb: 'switch',
    flags: { agent: 'codex' },
  });
});

test('a new goal brings its flags', () => {
  const values = {
    text: 'fix it',
    project: 'shop',
    agent: '',
    accept: 'npm test\n\n npm run lint ',
    budget: '10turns, $5 2h 100ktokens',
  };
  expect(asked('form/run', values)).toEqual({
    form: 'fields',
    verb: 'run',
    text: 'fix it',
    flags: {
      project: 'shop',
      accept: ['npm test', 'npm run lint'],
      turns: 10,
      cost: 5,
      time: '7200s',
      tokens: 100_000,
    },
  });
  expect(asked('form/run', { text: 'x' })).toEqual({ form: 'fields', verb: 'run', text: 'x' });
});

test('an answer is an option or words, and says which question it is for', () => {
  expect(asked('form/answer/G-1/Q-2', { option: '2' })).toMatchObject({
    verb: 'answer',
    goal: 'G-1',
    text: 'Q-2 2',
  });
  expect(asked('form/answer/G-1/Q-2', { text: 'neither' })).toMatchObject({ text: 'Q-2 neither' });
  expect(asked('form/answer/G-1/Q-2', {})).toHaveProperty('text');
  expect(asked('form/answer/G-1/Q-2', { option: '1', text: 'two' })).toEqual({
    text: 'An option, or your own words: not both.',
  });
});

test('more budget becomes the steps that are typed', () => {
  expect(
    asked('form/budget/G-1', { turns: '5', costUsd: '$2.50', wallMs: '+1h30m', tokens: '100k' }),
  ).toMatchObject({
    verb: 'budget',
    text: '+5turns +1h30m +2.50usd +100ktokens',
  });
});

test('what is wrong is said at its input', () => {
  expect(asked('form/say/G-1', { text: ' ' })).toEqual({ text: 'Say something.' });
  expect(asked('form/run', { text: '' })).toHaveProperty('text');
  expect(asked('form/run', { text: 'x', budget: 'lots' })).toHaveProperty('budget');
  expect(asked('form/run', { text: 'x', budget: '3errors' })).toHaveProperty('budget');
  expect(asked('form/budget/G-1', { turns: 'many', wallMs: '30' })).toEqual({
    turns: 'Write it like 5.',
    wallMs: 'Write it like 30m or 2h.',
  });
  expect(asked('form/budget/G-1', { turns: ' ' })).toHaveProperty('turns');
  expect(asked('form/switch/G-1', {})).toHaveProperty('agent');
  expect(asked('form/purge/G-1', {})).toEqual({ text: 'This form is not known any more.' });
  expect(asked('form/constructor/G-1', {})).toEqual({ text: 'This form is not known any more.' });
});
