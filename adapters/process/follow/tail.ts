import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';

/** A file that somebody else is writing, and how far it was read. */
export interface Tail {
  readonly file: FileHandle;
  readonly buffer: Buffer;
  offset: number;
}

const bufferBytes = 256 * 1024;

/** The file from its beginning; undefined when there is none. It has to be closed. */
export async function openTail(path: string): Promise<Tail | undefined> {
  try {
    return { file: await open(path, 'r'), buffer: Buffer.allocUnsafe(bufferBytes), offset: 0 };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Hands over what is there by now and was not read yet, chunk by chunk; the chunks are the caller's to keep.
 * Ends early when the signal is aborted.
 */
export async function readOn(tail: Tail, onChunk: (chunk: Buffer) => void, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    const { bytesRead } = await tail.file.read(tail.buffer, 0, tail.buffer.length, tail.offset);
    if (bytesRead === 0 || stop.aborted) return;
    tail.offset += bytesRead;
    onChunk(Buffer.from(tail.buffer.subarray(0, bytesRead)));
  }
}
