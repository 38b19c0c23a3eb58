import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface ControlSocket {
  readonly path: string;
  close(): Promise<void>;
}

/** A unix socket's path has at most 104 bytes on some systems, its end included. */
const longestPath = 100;
const answerWithinMs = 2000;

/**
 * Answers everybody who connects with one line, the id, and nothing else. It is how processes that cannot see each
 * other (two containers on one volume) find out that the owner lives.
 */
export async function openControlSocket(locks: string, id: string): Promise<ControlSocket> {
  const inHome = join(locks, `${randomBytes(4).toString('hex')}.sock`);
  const fits = Buffer.byteLength(inHome) <= longestPath;
  const path = fits ? inHome : join(await mkdtemp(join(tmpdir(), 'drover-')), 'control.sock');
  const server = createServer((socket) => {
    // A peer that goes away in the middle is no event of ours.
    socket.on('error', () => undefined);
    socket.end(`${id}\n`);
  });
  server.listen(path);
  await once(server, 'listening');
  server.unref();
  return { path, close: () => closeSocket(server, path) };
}

async function closeSocket(server: Server, path: string): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  await closed;
  await removeSocket(path);
}

/** Removes what a socket leaves behind: its name, and the folder in the temporary folder that was made for it. */
export async function removeSocket(path: string): Promise<void> {
  const folder = dirname(path);
  const ownFolder = dirname(folder) === tmpdir() && path.endsWith('/control.sock');
  await rm(ownFolder ? folder : path, { recursive: true, force: true });
}

/** Whether somebody answers with that id. */
export async function answersWith(path: string, id: string): Promise<boolean> {
  const socket = connect(path);
  socket.setTimeout(answerWithinMs, () => socket.destroy(new Error('no answer')));
  try {
    let text = '';
    for await (const piece of socket) text += String(piece);
    return text.trim() === id;
  } catch {
    // Nobody listens there, or not in time: that is what was asked.
    return false;
  }
}
