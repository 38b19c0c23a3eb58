import { stripVTControlCharacters } from 'node:util';

/** Words from outside as one line of at most 200 characters. */
export function oneLine(text: string): string {
  const line = stripVTControlCharacters(text)
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return line.length <= 200 ? line : `${line.slice(0, 199)}…`;
}
