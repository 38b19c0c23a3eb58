import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Form } from '../../../../../../src/domain/surface/form.ts';
import { readFormPlace } from '../../../../../../adapters/chat/slack/forms/form-place.ts';
import { renderForm } from '../../../../../../adapters/chat/slack/forms/render-form.ts';
import { viewProblem } from '../../../../../support/slack-emulator/limits/view.ts';

const form: Form = {
  act: 'form/run',
  title: 'Start a goal',
  submit: 'Start',
  inputs: [
    { name: 'text', label: 'What?', kind: 'text', required: true, value: 'fix <!channel> & co', longest: 50 },
    {
      name: 'agent',
      label: 'Agent',
      kind: 'choice',
      required: false,
      value: 'b',
      options: [
        { value: 'a', label: 'A' },
        { value: 'b', label: 'B' },
      ],
    },
  ],
};

describe('a form as a modal', () => {
  it('has an input for each, filled in, under the name of its block', () => {
    const view = renderForm(form, { act: 'form/run', channel: 'C1' }, false);
    expect(view.blocks).toMatchObject([
      {
        block_id: 'in:text',
        optional: false,
        element: { multiline: true, initial_value: 'fix <!channel> & co', max_length: 50 },
      },
      { block_id: 'in:agent', optional: true, element: { initial_option: { value: 'b' } } },
    ]);
    expect(readFormPlace(view.private_metadata ?? '')).toEqual({ act: 'form/run', channel: 'C1' });
  });

  it('asks for a channel where none is known', () => {
    const view = renderForm(form, { act: 'form/run' }, true);
    expect(view.blocks.at(-1)).toMatchObject({
      block_id: 'in:where?',
      optional: true,
      element: { type: 'conversations_select', default_to_current_conversation: true },
    });
  });

  it('is one that Slack takes, whatever the words are', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 4000 });
    const input = fc.record({
      name: fc.constantFrom('text', 'agent', 'cost'),
      label: text,
      kind: fc.constantFrom('line' as const, 'text' as const, 'choice' as const),
      required: fc.boolean(),
      value: text,
      hint: text,
      longest: fc.integer({ min: 1, max: 20_000 }),
      options: fc.uniqueArray(fc.record({ value: fc.string({ minLength: 1, maxLength: 75 }), label: text }), {
        maxLength: 25,
        selector: ({ value }) => value,
      }),
    });
    const any = fc.record({
      act: fc.constant('form/run'),
      title: text,
      submit: text,
      inputs: fc.uniqueArray(input, { minLength: 1, maxLength: 3, selector: ({ name }) => name }),
    });
    fc.assert(
      fc.property(any, fc.boolean(), (made, asksWhere) => {
        expect(viewProblem(renderForm(made, { act: made.act }, asksWhere), 'modal')).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });
});
