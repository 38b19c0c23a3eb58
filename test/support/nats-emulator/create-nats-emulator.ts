import { createServer, type Server, type Socket } from 'node:net';

/** A message that a client published. */
export interface Published {
  readonly subject: string;
  readonly body: string;
  /** As the client wrote them: names keep their case. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface NatsEmulatorOptions {
  readonly user?: string;
  readonly pass?: string;
  readonly token?: string;
  /** Bytes; 1 MiB when absent. */
  readonly maxPayload?: number;
  /** A free one when absent. */
  readonly port?: number;
  /** Subjects that nobody may publish on. */
  readonly forbidden?: readonly string[];
}

export interface NatsEmulator {
  /** `127.0.0.1:4222`. */
  readonly address: string;
  readonly published: Published[];
  /** Clients that were let in so far. */
  readonly connections: () => number;
  /** What goes wrong from now on: no PONG after a message, or the connection breaks when one arrives. */
  trouble: 'none' | 'silent' | 'drops';
  /** Breaks every connection; new ones are welcome. */
  readonly breakAll: () => void;
  close(): Promise<void>;
}

interface State extends NatsEmulatorOptions {
  readonly published: Published[];
  readonly sockets: Set<Socket>;
  connections: number;
  trouble: NatsEmulator['trouble'];
}

/**
 * Speaks as much of the NATS client protocol as a publisher needs: INFO, CONNECT, PING, PONG, PUB, HPUB, -ERR.
 * Source: docs.nats.io/reference/reference-protocols/nats-protocol.
 */
export async function createNatsEmulator(options: NatsEmulatorOptions = {}): Promise<NatsEmulator> {
  const state: State = { ...options, published: [], sockets: new Set(), connections: 0, trouble: 'none' };
  const server = createServer((socket) => serve(state, socket));
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${portOf(server)}`,
    published: state.published,
    connections: () => state.connections,
    get trouble() {
      return state.trouble;
    },
    set trouble(next) {
      state.trouble = next;
    },
    breakAll: () => breakAll(state),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        breakAll(state);
      }),
  };
}

function breakAll({ sockets }: State): void {
  for (const socket of sockets) socket.destroy();
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return address.port;
}

function serve(state: State, socket: Socket): void {
  state.sockets.add(socket);
  socket.on('close', () => state.sockets.delete(socket)).on('error', () => socket.destroy());
  const info = {
    server_id: 'EMULATOR',
    version: '2.11.0',
    proto: 1,
    headers: true,
    max_payload: state.maxPayload ?? 1024 * 1024,
    auth_required: state.user !== undefined || state.token !== undefined,
    client_id: 1,
  };
  socket.write(`INFO ${JSON.stringify(info)}\r\n`);
  let left = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    left = Buffer.concat([left, chunk]);
    left = readAll(state, socket, left);
  });
}

/** Takes whole commands off the front; answers what is left. */
function readAll(state: State, socket: Socket, bytes: Buffer<ArrayBuffer>): Buffer<ArrayBuffer> {
  for (;;) {
    const end = bytes.indexOf('\r\n');
    if (end < 0) return bytes;
    const [verb = '', ...words] = bytes.subarray(0, end).toString('utf8').split(' ');
    const payload = payloadOf(verb, words);
    const from = end + 2;
    if (bytes.length < from + payload) return bytes;
    command(state, socket, { verb: verb.toUpperCase(), words, data: bytes.subarray(from, from + payload) });
    bytes = bytes.subarray(from + payload);
  }
}

/** Bytes that follow the line, the last line end included. */
function payloadOf(verb: string, words: readonly string[]): number {
  return /^H?PUB$/i.test(verb) ? Number(words.at(-1)) + 2 : 0;
}

interface Command {
  readonly verb: string;
  readonly words: readonly string[];
  readonly data: Buffer;
}

function command(state: State, socket: Socket, { verb, words, data }: Command): void {
  if (verb === 'CONNECT') return letIn(state, socket, words.join(' '));
  if (verb === 'PING') {
    if (state.trouble !== 'silent' || state.published.length === 0) socket.write('PONG\r\n');
    return;
  }
  if (verb !== 'PUB' && verb !== 'HPUB') return;
  const subject = words[0] ?? '';
  if (state.trouble === 'drops') return void socket.destroy();
  if (state.forbidden?.includes(subject) === true)
    return void socket.write(`-ERR 'Permissions Violation for Publish to "${subject}"'\r\n`);
  const headerBytes = verb === 'HPUB' ? Number(words.at(-2)) : 0;
  const body = data.subarray(headerBytes, data.length - 2).toString('utf8');
  state.published.push({ subject, body, headers: headersOf(data.subarray(0, headerBytes).toString('utf8')) });
}

function letIn(state: State, socket: Socket, json: string): void {
  const given = JSON.parse(json) as { user?: string; pass?: string; auth_token?: string };
  const asUser = state.user === undefined || (given.user === state.user && given.pass === state.pass);
  const byToken = state.token === undefined || given.auth_token === state.token;
  if (asUser && byToken) state.connections += 1;
  else socket.end("-ERR 'Authorization Violation'\r\n");
}

const headersOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split('\r\n')
      .slice(1)
      .filter((line) => line.includes(':'))
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
