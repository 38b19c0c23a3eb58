import type { types } from '@slack/bolt';
import type { Form, FormInput } from '../../../../src/domain/surface/form.ts';
import { cleanText, cutText, headOf, oneLine } from '../../shared/cut-text.ts';
import { disarmMentions } from '../text/escape.ts';
import { writeFormPlace, type FormPlace } from './form-place.ts';
import { blockOf, whereInput } from './input-names.ts';

/** Source: https://docs.slack.dev/reference/views and the input element's pages. */
const limits = { title: 24, label: 200, hint: 500, option: 75, value: 3000, options: 100 } as const;

/** A form as Slack's modal. `place` comes back with it; without a channel it also asks where the thread is wanted. */
export const renderForm = (form: Form, place: FormPlace, asksWhere: boolean): types.ModalView => ({
  type: 'modal',
  callback_id: 'form',
  private_metadata: writeFormPlace(place),
  title: plain(form.title, limits.title),
  submit: plain(form.submit, limits.title),
  close: plain('Cancel', limits.title),
  blocks: [...form.inputs.map(inputBlock), ...(asksWhere ? [whereBlock] : [])],
});

const inputBlock = (input: FormInput): types.InputBlock => ({
  type: 'input',
  block_id: blockOf(input.name),
  label: plain(input.label, limits.label),
  optional: !input.required,
  element: (input.options ?? []).length > 0 ? choiceElement(input) : textElement(input),
  ...(input.hint === undefined ? {} : { hint: plain(input.hint, limits.hint) }),
});

function textElement(input: FormInput): types.PlainTextInput {
  const longest = Math.min(input.longest ?? limits.value, limits.value);
  const value = headOf(cleanText(input.value ?? ''), longest);
  return {
    type: 'plain_text_input',
    action_id: 'value',
    multiline: input.kind === 'text',
    max_length: longest,
    ...(value === '' ? {} : { initial_value: value }),
  };
}

function choiceElement(input: FormInput): types.StaticSelect {
  const options = (input.options ?? []).slice(0, limits.options).map((option) => ({
    text: plain(option.label, limits.option),
    value: option.value,
  }));
  const initial = options.find(({ value }) => value === input.value);
  return {
    type: 'static_select',
    action_id: 'value',
    options,
    ...(initial === undefined ? {} : { initial_option: initial }),
  };
}

const plain = (text: string, longest: number): types.PlainTextElement => ({
  type: 'plain_text',
  text: cutText(disarmMentions(oneLine(text)), longest) || '–',
  emoji: false,
});

/** Opened from a channel, Slack fills that channel in. */
const whereBlock: types.InputBlock = {
  type: 'input',
  block_id: blockOf(whereInput),
  label: plain('Channel for its thread', limits.label),
  optional: true,
  hint: plain('Empty: your direct messages with drover. drover must be in the channel.', limits.hint),
  element: {
    type: 'conversations_select',
    action_id: 'value',
    default_to_current_conversation: true,
    filter: { include: ['public', 'private'] },
  },
};
