import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { takeFault } from './faults.ts';
import { nextNumber, recordViolation, type EmulatorState } from './emulator-state.ts';

/** Socket Mode: says hello to each connection (unless a fault for `hello` was ordered) and remembers acknowledgements. */
export function serveSockets(state: EmulatorState, server: Server): void {
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    sockets.handleUpgrade(request, socket, head, (connection) => greet(state, connection));
  });
}

function greet(state: EmulatorState, connection: WebSocket): void {
  state.sockets.add(connection);
  connection.on('close', () => state.sockets.delete(connection));
  connection.on('message', (data) => onAck(state, textOf(data)));
  if (takeFault(state, 'hello', undefined) !== undefined) return;
  const hello = {
    type: 'hello',
    num_connections: state.sockets.size,
    connection_info: { app_id: state.bot.app },
  };
  connection.send(JSON.stringify(hello));
}

const textOf = (data: unknown): string => (Buffer.isBuffer(data) ? data.toString('utf8') : '');

const AckSchema = z.object({ envelope_id: z.string(), payload: z.unknown() });

function onAck(state: EmulatorState, text: string): void {
  const ack = AckSchema.parse(JSON.parse(text));
  state.waiting.get(ack.envelope_id)?.(ack.payload);
}

/** What came back for an envelope; `acked: false` when nothing did in time. */
export type AckResult = { acked: true; payload: unknown } | { acked: false };

/** Sends a payload over one of the open sockets, as Slack chooses: any of them. */
export async function sendEnvelope(
  state: EmulatorState,
  type: 'slash_commands' | 'events_api' | 'interactive',
  payload: unknown,
  retry: { readonly attempt?: number; readonly waitMs?: number } = {},
): Promise<AckResult> {
  const open = [...state.sockets].filter((one) => one.readyState === WebSocket.OPEN);
  const connection = open[nextNumber(state) % Math.max(1, open.length)];
  if (connection === undefined) return { acked: false };
  const id = `envelope-${nextNumber(state)}`;
  const acked = new Promise<AckResult>((resolve) => {
    const timer = setTimeout(() => {
      if (retry.waitMs === undefined && connection.readyState === WebSocket.OPEN)
        recordViolation(state, 'late-ack', type, `no acknowledgement within ${state.patienceMs} ms`);
      resolve({ acked: false });
    }, retry.waitMs ?? state.patienceMs);
    state.waiting.set(id, (answer) => {
      clearTimeout(timer);
      resolve({ acked: true, payload: answer });
    });
  });
  const attempt = retry.attempt ?? 0;
  const retries = attempt === 0 ? {} : { retry_attempt: attempt, retry_reason: 'timeout' };
  connection.send(
    JSON.stringify({
      envelope_id: id,
      type,
      payload,
      accepts_response_payload: type !== 'events_api',
      ...retries,
    }),
  );
  return await acked;
}

/** Asks the oldest socket, or all, to reconnect, as Slack does every few hours. */
export function refreshSockets(state: EmulatorState, which: 'oldest' | 'all'): void {
  const chosen = which === 'all' ? [...state.sockets] : [...state.sockets].slice(0, 1);
  for (const connection of chosen)
    connection.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
}

/** Cuts all sockets without a goodbye. */
export function dropSockets(state: EmulatorState): void {
  for (const connection of state.sockets) connection.terminate();
}
