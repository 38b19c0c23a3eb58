import { expect, test } from 'vitest';
import { readAct } from '../../../../src/app/desk/acts.ts';

const fields = (more: object) => ({ is: 'request', request: { form: 'fields', text: '', ...more } });

test('an act names a verb, and what it is for', () => {
  expect(readAct('pause/G-1')).toEqual(fields({ verb: 'pause', goal: 'G-1' }));
  expect(readAct('answer/G-1/Q-1/2')).toEqual(fields({ verb: 'answer', goal: 'G-1', text: 'Q-1 2' }));
  expect(readAct('approve/R-7K2M4Q')).toEqual(fields({ verb: 'approve', flags: { request: 'R-7K2M4Q' } }));
  expect(readAct('list')).toEqual(fields({ verb: 'list' }));
  expect(readAct('form/say/G-1')).toEqual({ is: 'form', act: 'form/say/G-1' });
});

test('what is none of drover’s does nothing', () => {
  for (const act of ['', '/', 'form', 'form/', 'Pause/G-1', 'pause/nonsense', 'rm -rf/G-1', 'pause/G-0x1'])
    expect(readAct(act)).toBeUndefined();
});
