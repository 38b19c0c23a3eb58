/** One line of output, without its end. */
export interface Line {
  readonly text: string;
  /** The line was longer than the limit; only its beginning is here. */
  readonly truncated: boolean;
}

/** What is known of the line that has begun but not ended. */
export interface LineSplitter {
  readonly maxBytes: number;
  readonly parts: Buffer[];
  /** Bytes kept in `parts`. */
  bytes: number;
  truncated: boolean;
}

const newline = 0x0a;
const defaultMaxBytes = 8 * 1024 * 1024;

/** An empty splitter. A line keeps at most `maxBytes` bytes; memory stays bounded however long it is. */
export const newLineSplitter = (maxBytes: number = defaultMaxBytes): LineSplitter => ({
  maxBytes,
  parts: [],
  bytes: 0,
  truncated: false,
});

/**
 * The lines that a chunk completes. Bytes are decoded only when a line is whole, so a character that lies
 * across two chunks survives; invalid UTF-8 becomes U+FFFD.
 */
export function splitChunk(state: LineSplitter, chunk: Buffer): readonly Line[] {
  const lines: Line[] = [];
  let from = 0;
  for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
    keep(state, chunk.subarray(from, end));
    lines.push(takeLine(state));
    from = end + 1;
  }
  keep(state, chunk.subarray(from));
  return lines;
}

/** The last line when the stream ended without a line end; none when nothing is pending. */
export const flushLines = (state: LineSplitter): readonly Line[] =>
  state.bytes > 0 || state.truncated ? [takeLine(state)] : [];

function keep(state: LineSplitter, bytes: Buffer): void {
  const room = state.maxBytes - state.bytes;
  if (bytes.length > room) state.truncated = true;
  const kept = bytes.subarray(0, room);
  if (kept.length === 0) return;
  state.parts.push(kept);
  state.bytes += kept.length;
}

function takeLine(state: LineSplitter): Line {
  const [only] = state.parts;
  const bytes = only && state.parts.length === 1 ? only : Buffer.concat(state.parts);
  const text = bytes.toString('utf8');
  const line = { text: text.endsWith('\r') ? text.slice(0, -1) : text, truncated: state.truncated };
  state.parts.length = 0;
  state.bytes = 0;
  state.truncated = false;
  return line;
}
