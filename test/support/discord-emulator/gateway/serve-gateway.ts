import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { z } from 'zod';
import { takeFault } from '../faults.ts';
import { channelJson } from '../json/channel-json.ts';
import { guildJson, memberJson, userJson } from '../json/user-json.ts';
import { nextId, type EmulatorState, type Session } from '../state/emulator-state.ts';
import { isThread, type Guild, type Json } from '../state/things.ts';
import { dispatchTo } from './dispatch.ts';
import { gatewayUrl } from './gateway-url.ts';
import { intents, mayHave } from './intents.ts';

/** Close codes. Source: https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
const closes = {
  decode: 4002,
  notAuthenticated: 4003,
  badToken: 4004,
  already: 4005,
  disallowed: 4014,
} as const;

const IdentifySchema = z.object({ token: z.string(), intents: z.number() });
const ResumeSchema = z.object({ token: z.string(), session_id: z.string(), seq: z.number() });
const MembersSchema = z.object({
  guild_id: z.string(),
  user_ids: z.union([z.string(), z.array(z.string())]).optional(),
  nonce: z.string().optional(),
});

/** The gateway of Discord on `/gateway`: JSON, no compression. Answers what cuts every connection. */
export function serveGateway(state: EmulatorState, server: Server): () => void {
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!(request.url ?? '').startsWith('/gateway')) return void socket.destroy();
    sockets.handleUpgrade(request, socket, head, (connection) => greet(state, connection));
  });
  return () => {
    for (const connection of sockets.clients) connection.terminate();
  };
}

function greet(state: EmulatorState, socket: WebSocket): void {
  let session: Session | undefined;
  socket.on('message', (data) => {
    const frame = readFrame(data);
    if (frame === undefined) return socket.close(closes.decode, 'Error while decoding payload.');
    session = answerFrame(state, socket, session, frame);
  });
  socket.on('close', (code) => {
    if (session?.socket !== socket) return;
    session.socket = undefined;
    // The normal codes end a session; after every other one it can be resumed.
    if (code === 1000 || code === 1001) state.sessions.delete(session.id);
  });
  if (takeFault(state, 'gateway.hello', undefined) === undefined)
    send(socket, 10, { heartbeat_interval: state.heartbeatMs });
}

const FrameSchema = z.object({ op: z.number(), d: z.unknown() });
type Frame = z.infer<typeof FrameSchema>;

function readFrame(data: unknown): Frame | undefined {
  try {
    return FrameSchema.safeParse(JSON.parse(String(data))).data;
  } catch {
    return undefined;
  }
}

const send = (socket: WebSocket, op: number, d: unknown): void =>
  socket.send(JSON.stringify({ op, d, s: null, t: null }));

/** Answers the session that the socket has afterwards. */
function answerFrame(
  state: EmulatorState,
  socket: WebSocket,
  session: Session | undefined,
  frame: Frame,
): Session | undefined {
  switch (frame.op) {
    case 1:
      if (takeFault(state, 'gateway.ack', undefined) === undefined) send(socket, 11, undefined);
      return session;
    case 2:
      if (session !== undefined) return closeWith(socket, closes.already, 'Already authenticated.');
      return identify(state, socket, IdentifySchema.parse(frame.d));
    case 6:
      return resume(state, socket, ResumeSchema.parse(frame.d));
    case 8:
      if (session === undefined) return closeWith(socket, closes.notAuthenticated, 'Not authenticated.');
      sendMembers(state, session, MembersSchema.parse(frame.d));
      return session;
    default:
      return session;
  }
}

function closeWith(socket: WebSocket, code: number, reason: string): undefined {
  socket.close(code, reason);
}

function identify(
  state: EmulatorState,
  socket: WebSocket,
  asked: z.infer<typeof IdentifySchema>,
): Session | undefined {
  if (asked.token !== state.token) return closeWith(socket, closes.badToken, 'Authentication failed.');
  if (!mayHave(state, asked.intents)) return closeWith(socket, closes.disallowed, 'Disallowed intent(s).');
  const session: Session = {
    id: `session-${nextId(state)}`,
    intents: asked.intents,
    socket,
    seq: 0,
    sent: [],
  };
  state.sessions.set(session.id, session);
  dispatchTo(session, 'READY', {
    v: 10,
    user: { ...userJson(state, state.bot.id), email: null, verified: true, mfa_enabled: false, flags: 0 },
    guilds: [...state.guilds.keys()].map((id) => ({ id, unavailable: true })),
    session_id: session.id,
    resume_gateway_url: gatewayUrl(state),
    shard: [0, 1],
    application: { id: state.applicationId, flags: 0 },
  });
  if ((asked.intents & intents.guilds) !== 0)
    for (const guild of state.guilds.values())
      dispatchTo(session, 'GUILD_CREATE', guildEvent(state, guild, asked.intents));
  return session;
}

/** Replays what came after `seq`, in its order, and says RESUMED; an unknown session has to identify anew. */
function resume(
  state: EmulatorState,
  socket: WebSocket,
  asked: z.infer<typeof ResumeSchema>,
): Session | undefined {
  const session = state.sessions.get(asked.session_id);
  if (asked.token !== state.token) return closeWith(socket, closes.badToken, 'Authentication failed.');
  if (session === undefined) {
    send(socket, 9, false);
    return undefined;
  }
  session.socket?.terminate();
  session.socket = socket;
  for (const { seq, text } of session.sent) if (seq > asked.seq) socket.send(text);
  dispatchTo(session, 'RESUMED', {});
  return session;
}

function guildEvent(state: EmulatorState, guild: Guild, has: number): Json {
  const visible = [...state.channels.values()].filter(
    (channel) => channel.guild === guild.id && !channel.denied.has('view'),
  );
  const known = [...guild.members.values()].filter(
    (member) => (has & intents.guildMembers) !== 0 || member.user === state.bot.id,
  );
  return {
    ...guildJson(guild),
    joined_at: '2024-01-01T00:00:00.000000+00:00',
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    members: known.map((member) => memberJson(state, member)),
    channels: visible.filter((channel) => !isThread(channel)).map((channel) => channelJson(state, channel)),
    threads: visible
      .filter((channel) => isThread(channel) && !channel.archived)
      .map((channel) => channelJson(state, channel)),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

function sendMembers(state: EmulatorState, session: Session, asked: z.infer<typeof MembersSchema>): void {
  const guild = state.guilds.get(asked.guild_id);
  const wanted = asked.user_ids === undefined ? undefined : new Set([asked.user_ids].flat());
  const members = [...(guild?.members.values() ?? [])].filter((one) => wanted?.has(one.user) ?? true);
  dispatchTo(session, 'GUILD_MEMBERS_CHUNK', {
    guild_id: asked.guild_id,
    members: members.map((member) => memberJson(state, member)),
    chunk_index: 0,
    chunk_count: 1,
    not_found: [...(wanted ?? [])].filter((id) => guild?.members.has(id) !== true),
    ...(asked.nonce === undefined ? {} : { nonce: asked.nonce }),
  });
}
