import type { HelperShape } from '../../../src/ports/helper-llm.ts';

/** How an answer is asked for: JSON held to a schema, any JSON, or words; and streamed with or without figures. */
export type Form = 'json-schema' | 'json-object' | 'json-words' | 'stream-with-usage' | 'stream';

/** What is tried next when a backend does not know a form. */
const simpler: Readonly<Partial<Record<Form, Form>>> = {
  'json-schema': 'json-object',
  'json-object': 'json-words',
  'stream-with-usage': 'stream',
};

/** Forms that a model was found not to know, so that it is asked only once. */
export type UnfitForms = Set<string>;

/** The best form that this model is not known to refuse. */
export function formFor(unfit: UnfitForms, model: string, isJson: boolean): Form {
  let form: Form = isJson ? 'json-schema' : 'stream-with-usage';
  for (let next = simpler[form]; next !== undefined && unfit.has(nameOf(model, form)); next = simpler[form])
    form = next;
  return form;
}

/** Remembers that a model does not know a form; answers whether there is a simpler one. */
export function giveUpForm(unfit: UnfitForms, model: string, form: Form): boolean {
  if (simpler[form] === undefined) return false;
  unfit.add(nameOf(model, form));
  return true;
}

const nameOf = (model: string, form: Form): string => `${form} ${model}`;

type Fields = {
  readonly stream?: true;
  readonly stream_options?: { readonly include_usage: true };
  readonly response_format?:
    | { readonly type: 'json_object' }
    | {
        readonly type: 'json_schema';
        readonly json_schema: { readonly name: string; readonly schema: Record<string, unknown> };
      };
};

/** The fields of a request that are peculiar to a form. */
export function fieldsOf(
  form: Form,
  shape: Pick<HelperShape<unknown>, 'name' | 'jsonSchema'> | undefined,
): Fields {
  if (form === 'stream-with-usage') return { stream: true, stream_options: { include_usage: true } };
  if (form === 'stream') return { stream: true };
  if (form === 'json-object') return { response_format: { type: 'json_object' } };
  if (form === 'json-words' || shape === undefined) return {};
  const schema = { name: shape.name, schema: { ...shape.jsonSchema } };
  return { response_format: { type: 'json_schema', json_schema: schema } };
}
