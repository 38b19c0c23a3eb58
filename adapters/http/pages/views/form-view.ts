import type { Form, FormInput } from '../../../../src/domain/surface/form.ts';
import { html, type Html } from '../html.ts';
import type { Forms } from './content.ts';

/** What was filled in before, and what was wrong with it. */
export interface FilledIn {
  readonly values: Readonly<Record<string, string>>;
  readonly problems: Readonly<Record<string, string>>;
}

/** Characters where an input does not say how many it takes. */
const longest = 10_000;

/** A form of the desk as a page. */
export function formView(form: Form, forms: Forms, filled: FilledIn): Html {
  const back = forms.goal === undefined ? '/' : `/goals/${forms.goal}`;
  return html`<nav aria-label="Where"><a href="${back}">Back</a></nav>
    <h1>${form.title}</h1>
    <form method="post" action="/form#answer" class="filled">
      <input type="hidden" name="key" value="${forms.key()}" />
      <input type="hidden" name="act" value="${form.act}" />
      ${forms.goal === undefined ? undefined : html`<input type="hidden" name="goal" value="${forms.goal}" />`}
      ${form.inputs.map((input) => inputView(input, filled))}
      <button class="primary">${form.submit}</button>
    </form>`;
}

function inputView(input: FormInput, { values, problems }: FilledIn): Html {
  const problem = problems[input.name];
  const invalid = problem === undefined ? undefined : html` aria-invalid="true"`;
  const notes = `notes-${input.name}`;
  return html`<div class="input">
    <label for="in-${input.name}">${input.label}${input.required ? '' : ' (optional)'}</label>
    ${fieldView(input, values[input.name] ?? input.value ?? '', html` aria-describedby="${notes}"${invalid}`)}
    <div id="${notes}">
      ${input.hint === undefined ? undefined : html`<p class="small">${input.hint}</p>`}
      ${problem === undefined ? undefined : html`<p class="problem">${problem}</p>`}
    </div>
  </div>`;
}

/** Values bear the prefix `in.`, so that none of them takes the place of a field of the page's own. */
function fieldView(
  { name, kind, required, longest: most = longest, options = [] }: FormInput,
  value: string,
  more: Html,
): Html {
  const must = required ? html` required` : undefined;
  if (kind === 'text')
    return html`<textarea id="in-${name}" name="in.${name}" rows="5" maxlength="${most}" ${must}${more}>
${value}</textarea>`;
  if (kind === 'line')
    return html`<input
      id="in-${name}"
      name="in.${name}"
      value="${value}"
      maxlength="${most}"
      autocomplete="off"
      ${must}${more}
    />`;
  return html`<select id="in-${name}" name="in.${name}" ${must}${more}>
    <option value=""></option>
    ${options.map((option) => html`<option value="${option.value}" ${option.value === value ? html` selected` : undefined}>${option.label}</option>`)}
  </select>`;
}
