import { expect, test } from 'vitest';
import { ButtonSchema } from '../../../../src/domain/surface/content.ts';
import {
  button,
  buttonRow,
  cancelButton,
  resumeButton,
  sayButton,
  stopButton,
} from '../../../../src/text/card/button.ts';

test('a control names what it does by ids, and asks before it ends something', () => {
  for (const one of [cancelButton('G-1'), sayButton('G-1'), resumeButton('G-1'), stopButton('G-1')])
    expect(ButtonSchema.parse(one)).toEqual(one);
  expect(cancelButton('G-1')).toMatchObject({
    act: 'cancel/G-1',
    style: 'danger',
    confirm: { title: 'Cancel G-1?' },
  });
  expect(stopButton('G-1').confirm).toBeUndefined();
  expect(button('status/G-1', 'Details')).toEqual({ act: 'status/G-1', label: 'Details', style: 'plain' });
});

test('a row without controls is no row', () => {
  expect(buttonRow([])).toEqual([]);
  expect(buttonRow([sayButton('G-1')])).toEqual([{ type: 'buttons', buttons: [sayButton('G-1')] }]);
});
