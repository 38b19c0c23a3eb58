import { stripVTControlCharacters } from 'node:util';

/**
 * Characters that a terminal acts upon or that a reader cannot see: C0 and C1 controls except tab and line feed,
 * bidirectional overrides, zero-width characters, line and paragraph separators, the byte order mark.
 */
// oxlint-disable-next-line no-control-regex -- control characters are what this is about
const invisible = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g;

/**
 * Foreign text as a terminal may print it: colours and cursor movements are dropped, `\r\n` is a line end, and whatever
 * else would act upon the terminal, or hide, is spelled out (`\x07`, `\u202e`).
 */
export function visibleText(text: string): string {
  return stripVTControlCharacters(text).replaceAll('\r\n', '\n').replaceAll(invisible, spelledOut);
}

function spelledOut(character: string): string {
  const code = character.charCodeAt(0);
  const digits = code.toString(16);
  return code < 0x100 ? String.raw`\x${digits.padStart(2, '0')}` : String.raw`\u${digits.padStart(4, '0')}`;
}
