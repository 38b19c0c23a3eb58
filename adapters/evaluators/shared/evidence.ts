import { stripVTControlCharacters } from 'node:util';

/** Bytes of output that a check result carries. */
export const evidenceBytes = 4096;

/**
 * The end of an output as text for people and prompts: no colours or other control characters, lines that were
 * overwritten (progress bars) as they looked last, at most 4 KiB, beginning with a whole line where there is one.
 */
export function evidenceOf(output: Buffer, isCut: boolean): string {
  const text = plainText(output);
  const bytes = Buffer.from(text);
  if (!isCut && bytes.length <= evidenceBytes) return text;
  const start = Math.max(0, bytes.length - evidenceBytes);
  return bytes.subarray(borderAfter(bytes, start)).toString('utf8');
}

/** Output as plain text: for matching as well, since colours are no part of what is said. */
export function plainText(output: Buffer): string {
  return stripVTControlCharacters(output.subarray(characterStart(output, 0)).toString('utf8'))
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => lastOverwrite(line).replaceAll(controls, ''))
    .join('\n');
}

// oxlint-disable-next-line no-control-regex -- control characters are what is removed
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

const lastOverwrite = (line: string): string => {
  const parts = line.split('\r').filter((part) => part !== '');
  return parts.at(-1) ?? '';
};

/** The first line that begins at or after the place; without one, the first whole character. */
function borderAfter(bytes: Buffer, start: number): number {
  const lineEnd = bytes.indexOf('\n', start);
  const hasLine = lineEnd >= 0 && lineEnd < bytes.length - 1;
  return hasLine ? lineEnd + 1 : characterStart(bytes, start);
}

function characterStart(bytes: Buffer, start: number): number {
  let place = start;
  while (place < bytes.length && ((bytes[place] ?? 0) & 0xc0) === 0x80) place += 1;
  return place;
}
