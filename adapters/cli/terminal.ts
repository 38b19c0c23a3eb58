import { styleText } from 'node:util';

/** Where text for people goes: `process.stdout`, `process.stderr`, or anything with `write`. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** Whether colors are wanted: on a terminal that can, unless NO_COLOR says otherwise (no-color.org). */
export const wantsColor = (output: Output, env: Readonly<Record<string, string | undefined>>): boolean =>
  output.isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan' | 'blue' | 'magenta' | 'gray';

/** The text in this style, or as it is when colors are not wanted. */
export const styled = (color: boolean, style: Style, text: string): string =>
  color ? styleText(style, text, { validateStream: false }) : text;
