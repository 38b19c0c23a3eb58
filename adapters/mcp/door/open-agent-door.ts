import { once } from 'node:events';
import { chmod, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import type { AgentDoor } from '../../../src/ports/agent-door.ts';
import type { Logger } from '../../../src/ports/logger.ts';
import { servePeer } from './serve-peer.ts';

export interface AgentDoorOptions {
  /** Absolute path of the socket; one that an earlier life left is replaced. Only the owner of the home listens there. */
  readonly path: string;
  /** Tokens are made with it. */
  readonly key: string;
  readonly door: AgentDoor;
  readonly logger: Logger;
  /** Milliseconds for everything that takes a peer no time: its first line, its last one. */
  readonly promptMs?: number;
}

/** A door that is open. */
export interface OpenDoor {
  readonly path: string;
  /** Whoever waits is cut off, and dials again when drover is back. */
  stop(): Promise<void>;
}

/** Connections at the same time: far more than questions that can be open. */
const mostPeers = 200;
const usualPromptMs = 10_000;

/** Listens for the questions of agents, for nobody but this user. */
export async function openAgentDoor(options: AgentDoorOptions): Promise<OpenDoor> {
  const peers = new Set<Socket>();
  const server = createServer((socket) => {
    peers.add(socket);
    socket.once('close', () => peers.delete(socket));
    void servePeer({ promptMs: usualPromptMs, ...options }, socket);
  });
  server.maxConnections = mostPeers;
  await rm(options.path, { force: true });
  server.listen(options.path);
  await once(server, 'listening');
  await chmod(options.path, 0o600);
  server.on('error', (error) => options.logger.error({ err: error }, 'the door for agents is broken'));
  return { path: options.path, stop: () => closeDoor(server, peers) };
}

async function closeDoor(server: Server, peers: ReadonlySet<Socket>): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  for (const peer of peers) peer.destroy();
  await closed;
}
