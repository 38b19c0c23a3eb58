import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { answerApi } from './api.ts';
import { answerControl } from './control.ts';
import { newEmulatorState, type EmulatorState } from './emulator-state.ts';
import { answerFile } from './file-routes.ts';
import { answerResponseUrl } from './response-urls.ts';
import { serveSockets } from './sockets.ts';

/** A Slack of its own on the loopback interface: Web API, Socket Mode, response URLs. */
export interface SlackEmulator {
  readonly state: EmulatorState;
  /** Base of the Web API, for `SLACK_API_URL`. */
  readonly apiUrl: string;
  readonly close: () => Promise<void>;
}

/** Starts on a free port. */
export async function startSlackEmulator(): Promise<SlackEmulator> {
  const state = newEmulatorState();
  const server = createServer((request, response) => {
    route(state, request, response).catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
  serveSockets(state, server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  state.url = `http://127.0.0.1:${portOf(server)}`;
  return { state, apiUrl: `${state.url}/api/`, close: () => close(state, server) };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the emulator has no port');
  return address.port;
}

async function close(state: EmulatorState, server: Server): Promise<void> {
  for (const socket of state.sockets) socket.terminate();
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
  const bytes = await buffer(request);
  const body = bytes.toString('utf8');
  if (path.startsWith('/control/'))
    return await answerControl(state, path.slice('/control/'.length), body, response);
  if (path.startsWith('/response/'))
    return answerResponseUrl(state, path.slice('/response/'.length), body, response);
  if (path.startsWith('/api/')) return answerApi(state, request, response, body);
  answerFile(state, request, response, bytes);
}
