/** The beginning of a text too long to show, and how long the whole is. */
export interface LongText {
  readonly head: Buffer;
  readonly totalBytes: number;
}

/** Text of at most `maxBytes`, cut on a line border, the last line then saying how much is missing. */
export function cutDiff({ head, totalBytes }: LongText, maxBytes: number): string {
  if (totalBytes <= maxBytes) return head.toString('utf8');
  const room = Math.max(0, maxBytes - Buffer.byteLength(missingLine(totalBytes)) - 1);
  const border = head.subarray(0, room).lastIndexOf('\n') + 1;
  const kept = head.subarray(0, border > 0 ? border : characterBorder(head, room));
  const separator = border > 0 || kept.length === 0 ? '' : '\n';
  return kept.toString('utf8') + separator + missingLine(totalBytes - kept.length);
}

const missingLine = (bytes: number): string => `… ${bytes} more bytes are not shown\n`;

/** The last place at or before `end` that does not lie inside a UTF-8 character. */
function characterBorder(text: Buffer, end: number): number {
  let border = end;
  while (border > 0 && ((text[border] ?? 0) & 0xc0) === 0x80) border -= 1;
  return border;
}
