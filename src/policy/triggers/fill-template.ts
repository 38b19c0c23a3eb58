/** A value that a text took out of a call, as it may be shown: visible characters only, and not too many. */
export interface TakenValue {
  readonly path: string;
  readonly value: string;
}

export type Filled =
  | {
      readonly ok: true;
      /** The text with the values in it, for people. */
      readonly text: string;
      /** The text with numbers in place of the values, which follow apart: for agents, to whom they are data. */
      readonly task: string;
      readonly values: readonly TakenValue[];
    }
  /** There is nothing of that name in the call. */
  | { readonly ok: false; readonly missing: string };

/** Most characters of one value, and of the whole text. */
const longestValue = 4000;
const longestShown = 200;
const longestText = 10_000;

const placeholder = /\{\{\s*([^{}]{1,200}?)\s*\}\}/g;

/**
 * Fills the values of a call into a template: `{{repository.name}}`, `{{commits[0].message}}`, `{{commits.0.message}}`.
 * Objects and lists are shown as JSON. What a value says is never looked at again: placeholders in it stay as they are.
 */
export function fillTemplate(template: string, payload: unknown): Filled {
  const paths = [...new Set([...template.matchAll(placeholder)].map(([, path = '']) => path))];
  const values: TakenValue[] = [];
  for (const path of paths) {
    const value = shown(lookUp(payload, path));
    if (value === undefined) return { ok: false, missing: path };
    values.push({ path, value: cut(value, longestValue) });
  }
  const put = (show: (taken: TakenValue, number: number) => string): string =>
    template.replaceAll(placeholder, (_, path: string) => {
      const index = values.findIndex((one) => one.path === path);
      const taken = values[index];
      return taken === undefined ? '' : show(taken, index + 1);
    });
  const text = put(({ value }) => cut(value.replaceAll(/\s+/g, ' ').trim(), longestShown));
  return {
    ok: true,
    text: cut(text, longestText),
    task: put(({ path }, number) => `[${number}: ${path}]`),
    values,
  };
}

/** Own properties only: `constructor` is nothing that a call has said. */
function lookUp(payload: unknown, path: string): unknown {
  const keys = path.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
  let at: unknown = payload;
  for (const key of keys) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = Object.getOwnPropertyDescriptor(at, key)?.value;
  }
  return at;
}

/** Control, bidi and zero-width characters are left out; nothing at all counts as missing. */
function shown(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replaceAll(/(?![\t\n])[\p{Cc}\p{Cf}]/gu, '');
}

function cut(text: string, longest: number): string {
  const characters = Array.from(text.slice(0, longest * 2));
  return characters.length <= longest ? characters.join('') : `${characters.slice(0, longest - 1).join('')}…`;
}
