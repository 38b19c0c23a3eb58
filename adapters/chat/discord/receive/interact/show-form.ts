import { toError } from '../../../../../src/domain/errors.ts';
import type { Form, FormInput } from '../../../../../src/domain/surface/form.ts';
import type { Visitor } from '../../../../../src/ports/chat/desk.ts';
import { cutText, headOf, oneLine } from '../../../shared/cut-text.ts';
import type { DiscordState } from '../../discord-state.ts';
import { within } from '../within.ts';
import { responseTypes } from './interaction.ts';
import type { FirstResponse } from './respond.ts';

/** Source: https://discord.com/developers/docs/components/reference */
const kinds = { label: 18, select: 3, textInput: 4 } as const;
const longestText = 4000;

/** The form that an act opens, as a modal; undefined when there is none, or it takes too long to be made. */
export async function showForm(
  discord: DiscordState,
  act: string,
  { actor, place }: Visitor,
): Promise<FirstResponse | undefined> {
  const { desk, clock } = discord.options;
  if (desk === undefined) return undefined;
  const asked = desk.form(act, { actor, place }).catch((error: unknown) => {
    discord.logger.warn({ err: toError(error), act }, 'a form could not be made');
    return undefined;
  });
  const form = await within(clock, discord.timing.formMs, asked);
  return form === undefined ? undefined : { type: responseTypes.modal, data: modalOf(form) };
}

/** A modal: title at most 45 characters, at most five inputs, each below its label. */
const modalOf = ({ act, title, inputs }: Form) => ({
  custom_id: act,
  title: line(title, 45),
  components: inputs.slice(0, 5).map((input) => ({
    type: kinds.label,
    label: line(input.label, 45),
    ...(input.hint === undefined ? {} : { description: line(input.hint, 100) }),
    component: input.kind === 'choice' && (input.options ?? []).length > 0 ? select(input) : textInput(input),
  })),
});

function textInput({ name, kind, required, value, longest = longestText }: FormInput) {
  const max = Math.max(1, Math.min(longest, longestText));
  return {
    type: kinds.textInput,
    custom_id: name,
    style: kind === 'text' ? 2 : 1,
    required,
    max_length: max,
    ...(value === undefined || value === '' ? {} : { value: headOf(value, max) }),
  };
}

const select = ({ name, required, value, options = [] }: FormInput) => ({
  type: kinds.select,
  custom_id: name,
  required,
  options: [...new Map(options.map((option) => [option.value, option])).values()]
    .slice(0, 25)
    .map((option) => ({
      label: line(option.label, 100),
      value: option.value,
      ...(option.value === value ? { default: true } : {}),
    })),
});

function line(text: string, max: number): string {
  const shown = cutText(oneLine(text), max);
  return shown === '' ? '–' : shown;
}
