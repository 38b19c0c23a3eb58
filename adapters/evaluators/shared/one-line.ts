import { stripVTControlCharacters } from 'node:util';

/** Words from outside as one line of at most 200 characters. */
export function oneLine(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is removed
  const line = stripVTControlCharacters(text)
    .replaceAll(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim();
  return line.length <= 200 ? line : `${line.slice(0, 199)}…`;
}
