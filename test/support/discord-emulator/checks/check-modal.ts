import { customIdWrong, idWrongs, selectWrongs } from './check-components.ts';
import { flatten, kinds, readComponents, selectKinds, type Component } from './components.ts';
import { listWrong, textWrong, wrong, type Wrong } from './wrong.ts';
import type { Json } from '../state/things.ts';

/** Limits of a modal. Source: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal */
export function modalWrongs(modal: Json): readonly Wrong[] {
  const components = readComponents(modal['components']);
  if (components === undefined) return wrong('components', 'BASE_TYPE_REQUIRED', 'This field is required');
  return [
    ...textWrong('title', modal['title'], 45, 1),
    ...textWrong('custom_id', modal['custom_id'], 100, 1),
    ...listWrong('components', components.length, 5, 1),
    ...components.flatMap((one, at) => topWrongs(one, `components.${at}`)),
    ...idWrongs(components.flatMap(flatten)),
  ];
}

function topWrongs(component: Component, path: string): readonly Wrong[] {
  if (component.type === kinds.text) return textWrong(`${path}.content`, component.content, 4000, 1);
  if (component.type === kinds.row) return oldRowWrongs(component, path);
  if (component.type !== kinds.label)
    return wrong(`${path}.type`, 'UNION_TYPE_CHOICES', 'Only labels and texts stand in a modal.');
  return [
    ...textWrong(`${path}.label`, component.label, 45, 1),
    ...textWrong(`${path}.description`, component.description, 100),
    ...(component.component === undefined
      ? wrong(`${path}.component`, 'BASE_TYPE_REQUIRED', 'This field is required')
      : fieldWrongs(component.component, `${path}.component`)),
  ];
}

/** The older form: a row with one text input that carries its own label. */
function oldRowWrongs(row: Component, path: string): readonly Wrong[] {
  const [input, ...more] = row.components ?? [];
  if (input?.type !== kinds.textInput || more.length > 0)
    return wrong(`${path}.components`, 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'One text input to a row.');
  return [
    ...textWrong(`${path}.components.0.label`, input.label, 45, 1),
    ...fieldWrongs(input, `${path}.components.0`),
  ];
}

function fieldWrongs(field: Component, path: string): readonly Wrong[] {
  if (selectKinds.includes(field.type)) return selectWrongs(field, path);
  if (field.type === kinds.textInput) return inputWrongs(field, path);
  if (field.type === kinds.radioGroup) return groupWrongs(field, path, 2);
  if (field.type === kinds.checkboxGroup) return groupWrongs(field, path, 1);
  if (field.type === kinds.checkbox || field.type === kinds.upload) return customIdWrong(field, path);
  return wrong(`${path}.type`, 'UNION_TYPE_CHOICES', `Type ${field.type} is no field of a modal.`);
}

function inputWrongs(input: Component, path: string): readonly Wrong[] {
  const longest = input.max_length ?? 4000;
  const isStyled = input.style === 1 || input.style === 2;
  return [
    ...customIdWrong(input, path),
    ...(isStyled ? [] : wrong(`${path}.style`, 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2}.')),
    ...textWrong(`${path}.placeholder`, input.placeholder, 100),
    ...textWrong(`${path}.value`, input.value, Math.min(longest, 4000)),
    ...(longest >= 1 && longest <= 4000 && (input.min_length ?? 0) <= longest
      ? []
      : wrong(`${path}.max_length`, 'NUMBER_TYPE_MAX', 'Lengths are between 1 and 4000.')),
  ];
}

const groupWrongs = (group: Component, path: string, fewest: number): readonly Wrong[] => [
  ...customIdWrong(group, path),
  ...listWrong(`${path}.options`, group.options?.length ?? 0, 10, fewest),
  ...(group.options ?? []).flatMap((option, at) => [
    ...textWrong(`${path}.options.${at}.label`, option.label, 100, 1),
    ...textWrong(`${path}.options.${at}.value`, option.value, 100, 1),
    ...textWrong(`${path}.options.${at}.description`, option.description, 100),
  ]),
];
