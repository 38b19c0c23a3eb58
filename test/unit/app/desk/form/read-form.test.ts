import { expect, test } from 'vitest';
import { readForm, runFormAct } from '../../../../../src/app/desk/form/read-form.ts';

test('a form names a verb, and what it is for', () => {
  expect(readForm('form/run')).toEqual({ act: 'form/run', verb: 'run' });
  expect(readForm('form/say/G-1')).toMatchObject({ verb: 'say', goal: 'G-1' });
  expect(readForm('form/answer/G-1/Q-2')).toMatchObject({ verb: 'answer', goal: 'G-1', question: 'Q-2' });
  expect(readForm('form/deny/R-7K2M4Q')).toMatchObject({ verb: 'deny', request: 'R-7K2M4Q' });
  for (const act of ['pause/G-1', 'form/', 'form/say/nonsense', 'form/Say/G-1'])
    expect(readForm(act)).toBeUndefined();
});

test('words for a new goal travel with the act while it has room', () => {
  const act = runFormAct('fix and/or remove it');
  expect(readForm(act ?? '')).toMatchObject({ verb: 'run', text: 'fix and/or remove it' });
  expect((runFormAct('x'.repeat(85)) ?? '').length).toBeLessThanOrEqual(100);
  expect(runFormAct('x'.repeat(86))).toBeUndefined();
  expect(runFormAct('two\nlines')).toBeUndefined();
});
