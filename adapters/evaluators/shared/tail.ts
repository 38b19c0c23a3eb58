/** The last bytes of a stream, never more than `limit` of them. */
export interface Tail {
  readonly limit: number;
  chunks: Buffer[];
  size: number;
  /** Whether anything was let go. */
  isCut: boolean;
}

export const newTail = (limit: number): Tail => ({ limit, chunks: [], size: 0, isCut: false });

/** Adds what came and lets go of what is too old. */
export function pushTail(tail: Tail, chunk: Buffer): void {
  tail.chunks.push(chunk);
  tail.size += chunk.length;
  // Cutting only at twice the limit makes the cost of a byte constant, however small the chunks are.
  if (tail.size > 2 * tail.limit) tail.chunks = [tailBytes(tail)];
}

/** What is kept, at most `limit` bytes. A copy, so that no large chunk is held for its end. */
export function tailBytes(tail: Tail): Buffer {
  const all = Buffer.concat(tail.chunks);
  const bytes = Buffer.from(all.subarray(Math.max(0, all.length - tail.limit)));
  tail.isCut ||= all.length > tail.limit;
  tail.size = bytes.length;
  return bytes;
}
