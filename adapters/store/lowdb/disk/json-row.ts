/** One line of the store's files: a small head, and perhaps a document that is carried along unread. */
export interface JsonRow<T> {
  readonly head: T;
  /** JSON of the document. */
  readonly document: string | undefined;
}

const documentKey = ',"document":';
const sizePattern = /^\{"size":(\d+),/;

/**
 * A head and a document as one JSON object. It begins with the document's size in bytes, so that a reader can take
 * the document out as it stands instead of parsing it.
 * @param head JSON of an object that is not empty
 */
export function joinRow(head: string, document: string | undefined): string {
  if (document === undefined) return head;
  return `{"size":${Buffer.byteLength(document)},${head.slice(1, -1)}${documentKey}${document}}`;
}

/** Undoes `joinRow`. The bytes must be known to be whole. */
export function splitRow<T>(bytes: Buffer, start: number, end: number): JsonRow<T> {
  const sized = sizePattern.exec(bytes.toString('latin1', start, Math.min(end, start + 24)));
  if (!sized) {
    const head: T = JSON.parse(bytes.toString('utf8', start, end));
    return { head, document: undefined };
  }
  const documentStart = end - 1 - Number(sized[1]);
  const headEnd = documentStart - documentKey.length;
  const head: T = JSON.parse(`{${bytes.toString('utf8', start + sized[0].length, headEnd)}}`);
  return { head, document: bytes.toString('utf8', documentStart, end - 1) };
}
