/**
 * What a terminal would obey: OSC strings (titles, links), device control strings, CSI sequences (colours, cursor),
 * two-character escapes. ECMA-48, in its 7-bit and 8-bit forms. No class of characters holds the beginning of
 * another sequence, so that text full of unfinished ones is read once only.
 */
const sequences =
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  /(?:\u001B\]|\u009D)[^\u0007\u001B\u009C\u009D]*(?:\u0007|\u001B\\|\u009C)|(?:\u001B[PX^_]|[\u0090\u0098\u009E\u009F])[^\u001B\u0090\u0098\u009C\u009E\u009F]*(?:\u001B\\|\u009C)|(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]|\u001B[ -/]*[0-~]/g;

// oxlint-disable-next-line no-control-regex -- as above
const controls = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g;

/** Text as it stands on a screen in the end: without escape sequences; of lines that were overwritten, the last state. */
export function stripTerminal(text: string): string {
  const plain = text.replaceAll(sequences, '');
  const settled = plain.includes('\r') ? plain.split('\n').map(lastState).join('\n') : plain;
  return settled.replaceAll(controls, '');
}

/** Progress lines go back to their beginning and write over what is there; `\r\n` is a line end. */
const lastState = (line: string): string => line.split('\r').findLast((part) => part.trim() !== '') ?? '';
