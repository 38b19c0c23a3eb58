/** What every chat surface does to text before it gets a shape: cleaning, cutting, splitting. */

// eslint-disable-next-line no-control-regex -- these are the characters to find
const controls = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/gu;
/** Bidirectional overrides and isolates, zero-width characters, line separators, byte order mark, tag characters. */
const invisible =
  /[\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;
// eslint-disable-next-line no-control-regex -- these are the characters to find
const ansi = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[@-Z\\-_])/gu;

/**
 * Text as it can be shown: no terminal sequences, no control characters except tab and newline, nothing that
 * reorders or hides text. Lone surrogates become U+FFFD, since platforms refuse them.
 */
export const cleanText = (text: string): string =>
  text.replace(ansi, '').replace(/\r\n?/gu, '\n').replace(controls, '').replace(invisible, '').toWellFormed();

/** The same on one line. */
export const oneLine = (text: string): string => cleanText(text).replace(/\s+/gu, ' ').trim();

/** The longest start of `text` with at most `max` UTF-16 units that does not end inside a code point. */
export function headOf(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = Math.max(0, max);
  return text.slice(0, splitsPair(text, end) ? end - 1 : end);
}

/** The longest end of `text` with at most `max` UTF-16 units that does not start inside a code point. */
export function tailOf(text: string, max: number): string {
  if (text.length <= max) return text;
  const start = text.length - Math.max(0, max);
  return text.slice(splitsPair(text, start) ? start + 1 : start);
}

/** `text`, or its start and an ellipsis: never more than `max` UTF-16 units. */
export const cutText = (text: string, max: number): string =>
  text.length <= max ? text : `${headOf(text, max - 1)}…`;

/** `text`, or its start and its end with the number of characters left out between; the end gets two thirds. */
export function cutMiddle(text: string, max: number): string {
  if (text.length <= max) return text;
  const room = max - 48;
  if (room < 32) return cutText(text, max);
  const tail = tailOf(text, Math.floor((room * 2) / 3));
  const head = headOf(text, room - tail.length);
  return `${head}\n… ${text.length - head.length - tail.length} characters left out …\n${tail}`;
}

/** `text` in pieces of at most `max` UTF-16 units, preferably ending at a newline, else at a space; joined they are `text`. */
export function splitText(text: string, max: number): readonly string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > max) {
    const piece = headOf(rest, bestBreak(rest, max));
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  if (rest !== '') pieces.push(rest);
  return pieces;
}

/** Where to break: after the last newline, else the last space, in the second half of the room; else at its end. */
function bestBreak(text: string, max: number): number {
  const room = text.slice(0, max);
  for (const mark of ['\n', ' ']) {
    const at = room.lastIndexOf(mark);
    if (at >= max / 2) return at + 1;
  }
  return max;
}

const splitsPair = (text: string, at: number): boolean =>
  at > 0 && /[\uD800-\uDBFF]/u.test(text.charAt(at - 1)) && /[\uDC00-\uDFFF]/u.test(text.charAt(at));
