import { createDesk } from '../../app/desk/create-desk.ts';
import { verbTable } from '../../app/verbs/table.ts';
import type { Form, FormInput, FormOption } from '../../domain/surface/form.ts';
import type { Redactor } from '../../log/redact.ts';
import { redactContent } from '../../log/redact-content.ts';
import type { Desk } from '../../ports/chat/desk.ts';
import type { Opened } from '../open-drover.ts';

/** The desk of every surface. Pages, forms and suggestions leave drover as posts do: without secrets. */
export function deskOf({ world, redact }: Pick<Opened, 'world' | 'redact'>): Desk {
  const desk = createDesk(world, verbTable);
  return {
    ...desk,
    home: async (actor) => redactContent(await desk.home(actor), redact),
    form: async (act, visitor) => {
      const form = await desk.form(act, visitor);
      return form === undefined ? undefined : redactForm(form, redact);
    },
    suggest: async (...asked) => (await desk.suggest(...asked)).map((option) => redactOption(option, redact)),
  };
}

const redactForm = (form: Form, redact: Redactor): Form => ({
  ...form,
  title: redact(form.title),
  inputs: form.inputs.map((input) => redactInput(input, redact)),
});

const redactInput = (input: FormInput, redact: Redactor): FormInput => ({
  ...input,
  label: redact(input.label),
  ...(input.value === undefined ? {} : { value: redact(input.value) }),
  ...(input.hint === undefined ? {} : { hint: redact(input.hint) }),
  ...(input.options === undefined
    ? {}
    : { options: input.options.map((option) => redactOption(option, redact)) }),
});

/** The value is a name that comes back, not words. */
const redactOption = (option: FormOption, redact: Redactor): FormOption => ({
  ...option,
  label: redact(option.label),
});
