import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { answerControl } from './control.ts';
import { serveGateway } from './gateway/serve-gateway.ts';
import { answerRest } from './rest/answer-rest.ts';
import { newEmulatorState, type EmulatorState } from './state/emulator-state.ts';
import { seedGuild } from './state/guild.ts';

/** A Discord of its own on the loopback interface: REST, gateway, attachments. */
export interface DiscordEmulator {
  readonly state: EmulatorState;
  /** Base of the REST interface, for `DISCORD_API_URL`; `/v10` follows it. */
  readonly apiUrl: string;
  readonly close: () => Promise<void>;
}

/** Starts on a free port, with the guild and the people of `seedGuild`. */
export async function startDiscordEmulator(): Promise<DiscordEmulator> {
  const state = newEmulatorState();
  seedGuild(state);
  const server = createServer((request, response) => {
    route(state, request, response).catch((error: unknown) => {
      response.statusCode = 500;
      response.end(error instanceof Error ? error.stack : String(error));
    });
  });
  const cutSockets = serveGateway(state, server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  state.url = `http://127.0.0.1:${portOf(server)}`;
  return { state, apiUrl: `${state.url}/api`, close: () => close(server, cutSockets) };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the emulator has no port');
  return address.port;
}

async function close(server: Server, cutSockets: () => void): Promise<void> {
  cutSockets();
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
}

async function route(
  state: EmulatorState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url ?? '/';
  if (path.startsWith('/control/'))
    return await answerControl(state, path.slice('/control/'.length), await text(request), response);
  if (path.startsWith('/api/')) return await answerRest(state, request, response);
  const file = state.files.get(path.replace(/\?.*/u, ''));
  response.statusCode = file === undefined ? 404 : 200;
  if (file !== undefined && file.type !== '') response.setHeader('content-type', file.type);
  response.end(file?.bytes);
}
