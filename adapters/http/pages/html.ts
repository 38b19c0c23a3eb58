import { visibleText } from '../../../src/log/visible-text.ts';

const made = Symbol('html');

/** Markup that was made by `html`. Everything else is text, and becomes text. */
export interface Html {
  readonly [made]: string;
}

/** What may stand in a template: text is escaped, nothing is left out silently but `undefined`. */
export type Part = Html | string | number | undefined | readonly Part[];

/** Markup with escaped values: `` html`<p title="${title}">${text}</p>` ``. Values may stand in text and in quoted attributes. */
export const html = (strings: TemplateStringsArray, ...values: readonly Part[]): Html => ({
  [made]: strings
    .map((string, index) => `${string}${index < values.length ? markupOf(values[index]) : ''}`)
    .join(''),
});

/** Markup as text, to be sent. */
export const textOf = (markup: Html): string => markup[made];

/** Text of drover's own program (a style sheet, a script), put in as it stands. Never for anything from outside. */
export const verbatim = (text: string): Html => ({ [made]: text });

function markupOf(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return made in part ? part[made] : part.map((one) => markupOf(one)).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that act upon a page, or that hide or reorder text, are spelled out. */
const escaped = (text: string): string =>
  visibleText(text).replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
