import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { addFault } from '../../support/discord-emulator/faults.ts';
import { gatewayUrl } from '../../support/discord-emulator/gateway/gateway-url.ts';
import { closeSockets } from '../../support/discord-emulator/gateway/trouble.ts';
import { say } from '../../support/discord-emulator/sender/say.ts';
import type { EmulatorState } from '../../support/discord-emulator/state/emulator-state.ts';
import { home } from '../../support/discord-emulator/state/guild.ts';
import { openEmulator, patient } from './open-client.ts';

const FrameSchema = z.object({
  op: z.number(),
  t: z.string().nullish(),
  s: z.number().nullish(),
  d: z.unknown().optional(),
});
type Frame = z.infer<typeof FrameSchema>;

/** A bare socket: all that came, and the code that it was closed with. */
async function connect(state: EmulatorState) {
  const socket = new WebSocket(gatewayUrl(state));
  const frames: Frame[] = [];
  socket.on('message', (data: Buffer) => frames.push(FrameSchema.parse(JSON.parse(data.toString('utf8')))));
  const isClosed = new Promise<number>((resolve) => {
    socket.on('close', resolve);
  });
  await once(socket, 'open');
  onTestFinished(() => socket.terminate());
  const send = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d }));
  const came = async (event: string | number) => {
    const find = () => frames.find((one) => one.t === event || one.op === event);
    await expect.poll(find, patient).toBeDefined();
    return find();
  };
  return { frames, send, came, isClosed };
}

const identity = (state: EmulatorState) => ({ token: state.token, intents: 0b1000000001, properties: {} });

it('says hello, knows who is there by the token, and answers hearts', async () => {
  const { state } = await openEmulator();
  const { send, came, isClosed } = await connect(state);
  expect(await came(10)).toMatchObject({ d: { heartbeat_interval: 41_250 } });
  send(2, identity(state));
  expect(await came('READY')).toMatchObject({ s: 1, d: { guilds: [{ id: home.guild, unavailable: true }] } });
  expect(await came('GUILD_CREATE')).toMatchObject({
    d: { id: home.guild, channels: [{ name: 'general' }, {}] },
  });
  send(1, 2);
  await came(11);
  send(2, identity(state));
  expect(await isClosed).toBe(4005);
});

it('closes with a code for a wrong token, an intent that was not granted, and nonsense', async () => {
  const { state } = await openEmulator();
  const codeAfter = async (op: number, d: unknown) => {
    const { send, isClosed } = await connect(state);
    send(op, d);
    return await isClosed;
  };
  expect(await codeAfter(2, { ...identity(state), token: 'wrong' })).toBe(4004);
  expect(await codeAfter(2, { ...identity(state), intents: 1 << 8 })).toBe(4014);
  expect(await codeAfter(6, { token: 'wrong', session_id: 's', seq: 0 })).toBe(4004);
  expect(await codeAfter(8, { guild_id: home.guild })).toBe(4003);
});

it('replays from the number that the client had, and only that', async () => {
  const { state } = await openEmulator();
  const first = await connect(state);
  first.send(2, identity(state));
  await first.came('GUILD_CREATE');
  closeSockets(state, 4000);
  expect(await first.isClosed).toBe(4000);
  say(state, { channel: home.general, user: home.bob, text: 'meanwhile' });
  const [session = ''] = [...state.sessions.keys()];
  const second = await connect(state);
  second.send(6, { token: state.token, session_id: session, seq: 2 });
  await second.came('RESUMED');
  expect(second.frames.map((one) => one.t ?? one.op)).toEqual([10, 'MESSAGE_CREATE', 'RESUMED']);
  const third = await connect(state);
  third.send(6, { token: state.token, session_id: 'another', seq: 2 });
  expect(await third.came(9)).toMatchObject({ d: false });
});

it('a heart is left without an answer when that was ordered, and the next one is answered', async () => {
  const { state } = await openEmulator();
  addFault(state, { kind: 'hang', route: 'gateway.ack' });
  const { send, came, frames } = await connect(state);
  send(1, null);
  send(2, identity(state));
  send(1, null);
  await came(11);
  expect(frames.map((one) => one.t ?? one.op)).toEqual([10, 'READY', 'GUILD_CREATE', 11]);
});
