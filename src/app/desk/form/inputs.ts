import type { FormInput, FormOption } from '../../../domain/surface/form.ts';
import { oneLine } from '../../../text/format.ts';

/** Longest words of a form, in characters: platforms take no more in one input. */
const longest = 3000;

export const words = (label: string, more: Partial<FormInput> = {}): FormInput => ({
  name: 'text',
  kind: 'text',
  required: true,
  longest,
  ...more,
  label,
});

export const line = (name: string, label: string, more: Partial<FormInput> = {}): FormInput => ({
  kind: 'line',
  required: false,
  longest: 200,
  ...more,
  name,
  label,
});

/** One of several; undefined where there is nothing to choose between. */
export const choice = (
  name: string,
  label: string,
  options: readonly FormOption[],
  more: Partial<FormInput> = {},
): FormInput[] =>
  options.length < 2
    ? []
    : [{ kind: 'choice', required: false, ...more, name, label, options: options.slice(0, 25) }];

export const option = (value: string, label = value): FormOption => ({ value, label: oneLine(label, 75) });
