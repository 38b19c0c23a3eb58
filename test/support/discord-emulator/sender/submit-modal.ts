import { kinds, readComponents, selectKinds, type Component } from '../checks/components.ts';
import { lengthOf } from '../checks/length-of.ts';
import { interactionTypes } from '../answers/respond.ts';
import type { EmulatorState } from '../state/emulator-state.ts';
import type { Json } from '../state/things.ts';
import { interact, type Target } from './interact.ts';
import { assertChosen } from './press.ts';
import type { Seen } from './seen.ts';

type Filled = string | boolean | readonly string[];

export interface Submission {
  /** The interaction that was answered with the modal. */
  readonly interactionId: string;
  /** By `custom_id`; what is absent stays as the modal had it. */
  readonly fields: Readonly<Record<string, Filled>>;
}

/** A person fills a modal in and sends it. What Discord's client would not let through throws. */
export async function submitModal(
  state: EmulatorState,
  target: Target,
  submission: Submission,
): Promise<Seen> {
  const opener = state.interactions.get(submission.interactionId);
  if (opener?.modal === undefined) throw new Error(`no modal was shown by ${submission.interactionId}`);
  const top = readComponents(opener.modal['components']) ?? [];
  const known = top.flatMap((one) => [
    ...(one.components ?? []),
    ...(one.component === undefined ? [] : [one.component]),
  ]);
  for (const id of Object.keys(submission.fields))
    if (known.every((field) => field.custom_id !== id))
      throw new Error(
        `the modal has no field ${id}, but: ${known.map((field) => field.custom_id).join(', ')}`,
      );
  const customId = String(opener.modal['custom_id']);
  return await interact(state, target, {
    type: interactionTypes.modal,
    name: customId,
    user: opener.user,
    channel: opener.channel,
    data: {
      custom_id: customId,
      components: top.map((one, at) => topJson(one, at, submission.fields)),
      resolved: {},
    },
    source: opener.source,
  });
}

function topJson(one: Component, at: number, fields: Submission['fields']): Json {
  const base = { type: one.type, id: at + 1 };
  if (one.type === kinds.label && one.component !== undefined)
    return { ...base, component: fieldJson(one.component, fields) };
  if (one.type === kinds.row)
    return { ...base, components: (one.components ?? []).map((field) => fieldJson(field, fields)) };
  return base;
}

function fieldJson(field: Component, fields: Submission['fields']): Json {
  const base = { type: field.type, id: 100, custom_id: field.custom_id };
  const filled = fields[field.custom_id ?? ''];
  if (field.type === kinds.checkbox) return { ...base, value: filled ?? field.value ?? false };
  if (field.type === kinds.radioGroup) return { ...base, value: filled ?? preset(field)[0] ?? null };
  if (selectKinds.includes(field.type) || field.type === kinds.checkboxGroup)
    return { ...base, values: chosenValues(field, filled) };
  return { ...base, value: writtenText(field, filled) };
}

const preset = (field: Component): readonly string[] =>
  (field.options ?? []).flatMap((option) => (option.default === true ? [option.value] : []));

function chosenValues(field: Component, filled: Filled | undefined): readonly string[] {
  const values = Array.isArray(filled) ? (filled as readonly string[]) : preset(field);
  if (values.length > 0 || field.required !== false) assertChosen(field, values);
  return values;
}

function writtenText(field: Component, filled: Filled | undefined): string {
  const text = typeof filled === 'string' ? filled : String(field.value ?? '');
  const { custom_id: id = '', min_length: least = 0, max_length: most = 4000 } = field;
  const length = lengthOf(text);
  if (field.required !== false && length === 0) throw new Error(`the field ${id} is required`);
  if (length > most || (length > 0 && length < least))
    throw new Error(`the field ${id} takes ${least} to ${most} characters`);
  return text;
}
