import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Answers a function that ends connections over which no request has come yet. Browsers and Node's own `fetch` open
 * such spare ones; Node does not count them as idle, so closing the server would wait until the other side gives up.
 */
export function trackSpareConnections(server: Server): () => void {
  const spare = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    spare.add(socket);
    socket.once('close', () => spare.delete(socket));
  });
  server.on('request', ({ socket }: { socket: Socket }) => spare.delete(socket));
  return () => {
    for (const socket of spare) socket.destroy();
  };
}
