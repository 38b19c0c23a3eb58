import { embedTexts } from './checks/check-embeds.ts';
import { flatten, kinds, readComponents, selectKinds, type Component } from './checks/components.ts';
import { messageFlags, type Json, type StoredMessage } from './state/things.ts';

/** A message as text: content, embeds, components and files, a line each. Buttons are `[label]`, selects `<name: options>`. */
export const messageText = (
  message: Pick<StoredMessage, 'content' | 'embeds' | 'components' | 'files' | 'flags'>,
): string =>
  [
    (message.flags & messageFlags.loading) === 0 ? '' : '(thinking…)',
    message.content,
    ...embedTexts(message.embeds),
    ...componentLines(message.components),
    ...message.files.map((file) => `(file ${file.name}, ${file.size} bytes)`),
  ]
    .filter((line) => line !== '')
    .join('\n');

/** A modal as text: its title, then its fields. */
export const modalText = (modal: Json): string =>
  [`== ${String(modal['title'])} ==`, ...componentLines(modal['components'])].join('\n');

function componentLines(value: unknown): readonly string[] {
  const top = readComponents(value) ?? [];
  return top.flatMap(flatten).flatMap((one) => {
    const line = one.type === kinds.row ? rowLine(one) : lineOf(one, isInRow(one, top));
    return line === '' ? [] : [line];
  });
}

const isInRow = (component: Component, top: readonly Component[]): boolean =>
  top.flatMap(flatten).some((one) => one.type === kinds.row && one.components?.includes(component) === true);

/** The buttons of a row stand in one line. */
const rowLine = (row: Component): string =>
  (row.components ?? []).map((child) => lineOf(child, false)).join(' ');

function lineOf(one: Component, isShownAlready: boolean): string {
  if (isShownAlready) return '';
  if (one.type === kinds.button) return `[${buttonLabel(one)}${one.disabled === true ? ' (off)' : ''}]`;
  if (selectKinds.includes(one.type) || one.options !== undefined) return selectLine(one);
  return (lines[one.type] ?? (() => ''))(one);
}

/** What the simple components show. */
const lines: Readonly<Record<number, (one: Component) => string>> = {
  [kinds.text]: (one) => one.content ?? '',
  [kinds.label]: (one) => `${one.label ?? ''}:`,
  [kinds.textInput]: (one) => `${one.label ?? ''}[__${String(one.value ?? '')}__]`,
  [kinds.checkbox]: (one) => `[${one.value === true ? 'x' : ' '}]`,
};

const selectLine = (one: Component): string =>
  `<${one.placeholder ?? one.custom_id ?? ''}: ${(one.options ?? []).map((option) => option.label).join(' | ')}>`;

const buttonLabel = (button: Component): string => {
  const emoji = (button.emoji as { readonly name?: string } | undefined)?.name;
  const label = [emoji, button.label].filter((part) => part !== undefined).join(' ');
  return button.url === undefined ? label : `${label} → ${button.url}`;
};
