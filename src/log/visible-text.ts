import { stripVTControlCharacters } from 'node:util';

/**
 * Characters that a terminal acts upon or that a reader cannot see: C0 and C1 controls except tab and line feed,
 * bidirectional marks and overrides, zero-width space, line and paragraph separators, the byte order mark, interlinear
 * and tag characters. The joiners U+200C and U+200D stay: scripts and emoji need them.
 */
const invisible =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- control characters are what this is about
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;

/**
 * Foreign text as a terminal may print it: colours and cursor movements are dropped, `\r\n` is a line end, and whatever
 * else would act upon the terminal, or hide, is spelled out (`\x07`, `\u202e`).
 */
export function visibleText(text: string): string {
  return stripVTControlCharacters(text).replaceAll('\r\n', '\n').replaceAll(invisible, spelledOut);
}

function spelledOut(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  if (code < 0x100) return String.raw`\x${digits.padStart(2, '0')}`;
  return code < 0x10000 ? String.raw`\u${digits.padStart(4, '0')}` : String.raw`\u{${digits}}`;
}
