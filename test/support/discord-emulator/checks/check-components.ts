import { flatten, kinds, readComponents, selectKinds, type Component } from './components.ts';
import { lengthOf } from './length-of.ts';
import { listWrong, textWrong, wrong, type Wrong } from './wrong.ts';

const v2Top: readonly number[] = [1, 9, 10, 12, 13, 14, 17];

/** Limits of a message's components; `v2` as its flag says. */
export function componentWrongs(given: readonly unknown[], v2: boolean): readonly Wrong[] {
  const components = readComponents(given);
  if (components === undefined)
    return wrong('components', 'MODEL_TYPE_CONVERT', 'Only dictionaries with a type are components.');
  const all = components.flatMap(flatten);
  return [
    ...(v2 ? v2Wrongs(components, all) : v1Wrongs(components)),
    ...components.flatMap((one, at) => deepWrongs(one, `components.${at}`)),
    ...idWrongs(all),
  ];
}

const v1Wrongs = (components: readonly Component[]): readonly Wrong[] => [
  ...listWrong('components', components.length, 5),
  ...components.flatMap((one, at) =>
    one.type === kinds.row
      ? []
      : wrong(
          `components.${at}.type`,
          'UNION_TYPE_CHOICES',
          'Only action rows stand in a message without the flag.',
        ),
  ),
];

function v2Wrongs(components: readonly Component[], all: readonly Component[]): readonly Wrong[] {
  const characters = all.reduce(
    (sum, one) => sum + (one.type === kinds.text ? lengthOf(one.content ?? '') : 0),
    0,
  );
  return [
    ...(all.length > 40
      ? wrong('components', 'MAX_COMPONENTS', 'The total number of components must not exceed 40.')
      : []),
    ...(characters > 4000
      ? wrong('components', 'MAX_TEXT', 'The total text must not exceed 4000 characters.')
      : []),
    ...components.flatMap((one, at) =>
      v2Top.includes(one.type)
        ? []
        : wrong(`components.${at}.type`, 'UNION_TYPE_CHOICES', `Type ${one.type} does not stand by itself.`),
    ),
  ];
}

function deepWrongs(component: Component, path: string): readonly Wrong[] {
  const children = component.components ?? [];
  const inner: readonly (readonly [Component | undefined, string])[] = [
    ...children.map((child, at) => [child, `${path}.components.${at}`] as const),
    [component.accessory, `${path}.accessory`],
  ];
  return [
    ...ownWrongs(component, path),
    ...inner.flatMap(([child, at]) => (child === undefined ? [] : deepWrongs(child, at))),
  ];
}

function ownWrongs(component: Component, path: string): readonly Wrong[] {
  if (component.type === kinds.row) return rowWrongs(component, path);
  if (component.type === kinds.button) return buttonWrongs(component, path);
  if (selectKinds.includes(component.type)) return selectWrongs(component, path);
  if (component.type === kinds.text) return textWrong(`${path}.content`, component.content, 4000, 1);
  if (component.type === kinds.section)
    return listWrong(`${path}.components`, component.components?.length ?? 0, 3, 1);
  if (component.type === kinds.textInput)
    return wrong(`${path}.type`, 'UNION_TYPE_CHOICES', 'A text input stands in modals only.');
  return [];
}

function rowWrongs(row: Component, path: string): readonly Wrong[] {
  const children = row.components ?? [];
  const isButtons = children.every((child) => child.type === kinds.button);
  const isSelect = children.length === 1 && selectKinds.includes(children[0]?.type ?? 0);
  if (!isButtons && !isSelect)
    return wrong(
      `${path}.components`,
      'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
      'Up to five buttons, or one select.',
    );
  return listWrong(`${path}.components`, children.length, 5, 1);
}

function buttonWrongs(button: Component, path: string): readonly Wrong[] {
  const isLink = button.style === 5;
  const isNamed = (button.label ?? '') !== '' || button.emoji !== undefined;
  return [
    ...textWrong(`${path}.label`, button.label, 80),
    ...(isNamed ? [] : wrong(path, 'BUTTON_COMPONENT_INVALID', 'A button needs a label or an emoji.')),
    ...(isLink ? textWrong(`${path}.url`, button.url, 512, 1) : customIdWrong(button, path)),
    ...((button.style ?? 0) >= 1 && (button.style ?? 0) <= 5
      ? []
      : wrong(`${path}.style`, 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2, 3, 4, 5}.')),
  ];
}

/** Selects, in messages and in modals. */
export function selectWrongs(select: Component, path: string): readonly Wrong[] {
  const options = select.options ?? [];
  const values = options.map((option) => option.value);
  return [
    ...customIdWrong(select, path),
    ...textWrong(`${path}.placeholder`, select.placeholder, 150),
    ...(select.type === kinds.stringSelect ? listWrong(`${path}.options`, options.length, 25, 1) : []),
    ...options.flatMap((option, at) => [
      ...textWrong(`${path}.options.${at}.label`, option.label, 100, 1),
      ...textWrong(`${path}.options.${at}.value`, option.value, 100, 1),
      ...textWrong(`${path}.options.${at}.description`, option.description, 100),
    ]),
    ...(new Set(values).size === values.length
      ? []
      : wrong(`${path}.options`, 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'A value stands there twice.')),
  ];
}

export const customIdWrong = (component: Component, path: string): readonly Wrong[] =>
  textWrong(`${path}.custom_id`, component.custom_id, 100, 1);

/** No two components share a `custom_id`. */
export function idWrongs(all: readonly Component[]): readonly Wrong[] {
  const ids = all.flatMap((one) => (one.custom_id === undefined ? [] : [one.custom_id]));
  return new Set(ids).size === ids.length
    ? []
    : wrong('components', 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated.');
}
