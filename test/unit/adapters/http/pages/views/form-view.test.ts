import { expect, test } from 'vitest';
import { textOf } from '../../../../../../adapters/http/pages/html.ts';
import { formView } from '../../../../../../adapters/http/pages/views/form-view.ts';

const form = {
  act: 'form/run',
  title: 'Run',
  submit: 'Start',
  inputs: [
    { name: 'text', label: 'What', kind: 'text', required: true },
    {
      name: 'turns',
      label: 'Turns',
      kind: 'line',
      required: false,
      value: '5',
      longest: 4,
      hint: 'A number.',
    },
    {
      name: 'agent',
      label: 'Agent',
      kind: 'choice',
      required: false,
      options: [
        { value: 'a', label: 'A' },
        { value: 'b', label: 'B' },
      ],
    },
  ],
} as const;

test('each input has its label, its bounds and what stands there', () => {
  const text = textOf(
    formView(form, { key: () => 'k' }, { values: { agent: 'b' }, problems: {} }),
  ).replaceAll(/\s+/g, ' ');
  expect(text).toMatch(/<label for="in-text">What<\/label> <textarea id="in-text"[^>]* required/);
  expect(text).toMatch(
    /Turns \(optional\)<\/label> <input id="in-turns" name="in.turns" value="5" maxlength="4"/,
  );
  expect(text).toMatch(/<option value="b" +selected>B/);
  expect(text).toContain('href="/"');
});

test('what was typed stays, begins where it began, and the problem stands with it', () => {
  const filled = { values: { text: '  indented' }, problems: { text: 'too short' } };
  const text = textOf(formView(form, { key: () => 'k', goal: 'G-2' }, filled));
  expect(text).toMatch(/>\n {2}indented<\/textarea>/);
  expect(text).toContain('<p class="problem">too short</p>');
  expect(text).toMatch(/aria-invalid="true"/);
  expect(text).toContain('href="/goals/G-2"');
});
