import { expect, test } from 'vitest';
import { formsIn, inputsIn } from '../../../../../../adapters/http/pages/routes/form-body.ts';

test('a form is its fields, and one without a body has none', () => {
  expect(formsIn({ a: '1' })).toEqual({ a: '1' });
  expect(formsIn(undefined)).toEqual({});
  expect(() => formsIn({ a: 1 })).toThrow('expected string');
});

test('inputs are told from the fields of the page, with the line ends that were typed', () => {
  expect(inputsIn({ act: 'form/run', 'in.act': 'mine', 'in.text': 'a\r\nb' })).toEqual({
    act: 'mine',
    text: 'a\nb',
  });
});
