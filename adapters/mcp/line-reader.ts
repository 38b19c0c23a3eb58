import type { Socket } from 'node:net';

const newline = 0x0a;

/**
 * The next line of a connection, without its end; undefined when the connection ended before. What comes after a line is
 * kept for the next one.
 */
export type ReadLine = () => Promise<string | undefined>;

/** Reads lines as they come. A line that is longer than `most` bytes ends the connection. */
export function readLines(socket: Socket, most: number): ReadLine {
  const state: { rest: Buffer; over: boolean; wake: () => void } = {
    rest: Buffer.alloc(0),
    over: false,
    wake: () => {},
  };
  socket.on('data', (chunk: Buffer) => {
    state.rest = Buffer.concat([state.rest, chunk]);
    if (state.rest.length > most && state.rest.indexOf(newline) < 0) socket.destroy();
    // What is not read is not taken either.
    if (state.rest.length > most) socket.pause();
    state.wake();
  });
  const end = () => {
    state.over = true;
    state.wake();
  };
  socket.once('end', end);
  socket.once('close', end);
  return async () => {
    for (;;) {
      const at = state.rest.indexOf(newline);
      if (at >= 0) {
        const line = state.rest.subarray(0, at).toString('utf8');
        state.rest = state.rest.subarray(at + 1);
        if (state.rest.length <= most) socket.resume();
        return line;
      }
      if (state.over) return undefined;
      await new Promise<void>((resolve) => (state.wake = resolve));
    }
  };
}
