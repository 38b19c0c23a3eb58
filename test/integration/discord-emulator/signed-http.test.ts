import { createPublicKey, verify } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { lookAt } from '../../support/discord-emulator/sender/seen.ts';
import { postSigned, saveEndpoint } from '../../support/discord-emulator/sender/sign.ts';
import { clickButton } from '../../support/discord-emulator/sender/press.ts';
import { typeCommand } from '../../support/discord-emulator/sender/type-command.ts';
import { home } from '../../support/discord-emulator/state/guild.ts';
import { privateMessages, publicMessages } from '../../support/discord-emulator/state/read-messages.ts';
import { openEmulator, patient } from './open-client.ts';

const InteractionSchema = z.looseObject({ id: z.string(), type: z.number(), token: z.string() });
type Received = z.infer<typeof InteractionSchema>;

/** A small endpoint that checks signatures; what it answers is the test's affair. */
async function openEndpoint(publicHex: string, answer: (received: Received) => unknown): Promise<string> {
  const reply = async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
    const body = await text(request);
    if (!isSigned(publicHex, request.headers, body)) return response.writeHead(401).end();
    const received = InteractionSchema.parse(JSON.parse(body));
    const answered = received.type === 1 ? { type: 1 } : await answer(received);
    if (answered === undefined) return response.writeHead(202).end();
    return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answered));
  };
  const server = createServer((request, response) => {
    reply(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/discord`;
}

function isSigned(publicHex: string, headers: IncomingHttpHeaders, body: string): boolean {
  const timestamp = String(headers['x-signature-timestamp']);
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(publicHex, 'hex')]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  const signature = Buffer.from(String(headers['x-signature-ed25519']), 'hex');
  const isFresh = Math.abs(Date.now() / 1000 - Number(timestamp)) < 300;
  return isFresh && verify(null, Buffer.from(timestamp + body), key, signature);
}

async function open(answer: (received: Received) => unknown) {
  const { state } = await openEmulator();
  state.commands.set('global', [{ id: '1', name: 'goal', description: 'd', type: 1, options: [] }]);
  const endpoint = await openEndpoint(state.keys.publicHex, answer);
  const type = () => typeCommand(state, { endpoint }, { channel: home.general, user: home.alice });
  return { state, endpoint, type };
}

it('an endpoint answers in its response, and its buttons come back to it', async () => {
  const button = { type: 2, style: 1, label: 'Go', custom_id: 'go' };
  const { state, endpoint, type } = await open(({ type: kind }) =>
    kind === 2
      ? { type: 4, data: { content: 'ready', flags: 64, components: [{ type: 1, components: [button] }] } }
      : { type: 7, data: { content: 'gone', components: [] } },
  );
  const seen = await type();
  expect(seen).toMatchObject({ outcome: 'message', ephemeral: true, text: 'ready\n[Go]' });
  expect(privateMessages(state, home.general)).toMatchObject([{ id: seen.messageId }]);
  expect(publicMessages(state, home.general)).toEqual([]);
  const press = { message: seen.messageId ?? '', user: home.alice, label: 'Go' };
  await expect(clickButton(state, { endpoint }, { ...press, user: home.bob })).rejects.toThrow('only');
  expect(await clickButton(state, { endpoint }, press)).toMatchObject({ outcome: 'update', text: 'gone' });
});

it('an endpoint may say 202 and answer by REST; a deferral is filled by its first followup', async () => {
  const { state, type } = await open((received) => {
    const base = `${state.url}/api/v10`;
    const post = (path: string, body: unknown) =>
      fetch(`${base}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    void post(`/interactions/${received.id}/${received.token}/callback`, { type: 5 }).then(() =>
      post(`/webhooks/${state.applicationId}/${received.token}`, { content: 'filled' }),
    );
  });
  const seen = await type();
  expect(seen).toMatchObject({ outcome: 'deferred', ephemeral: false });
  await expect
    .poll(() => lookAt(state, seen.interactionId), patient)
    .toMatchObject({ text: 'filled', pending: false });
});

it('an endpoint that is wrong, too slow or refuses is what the person sees', async () => {
  const { state, type } = await open(() => ({ type: 4, data: { content: 'x'.repeat(2001) } }));
  expect(await type()).toMatchObject({ outcome: 'refused', detail: expect.stringContaining('error_50035') });
  const slow = await open(() => undefined);
  slow.state.responseMs = 100;
  expect(await slow.type()).toMatchObject({ outcome: 'did-not-respond' });
  const broken = await open(() => 'nothing');
  expect(await broken.type()).toMatchObject({ outcome: 'refused' });
  const tooLong = { custom_id: 'm', title: 'x'.repeat(46), components: [] };
  const modal = await open(() => ({ type: 9, data: tooLong }));
  expect(await modal.type()).toMatchObject({ outcome: 'refused' });
  const unfit = await open(() => ({ type: 7, data: { content: 'an update of nothing' } }));
  expect(await unfit.type()).toMatchObject({ outcome: 'refused' });
  const gone = typeCommand(
    state,
    { endpoint: 'http://127.0.0.1:1/' },
    { channel: home.general, user: home.eve },
  );
  expect(await gone).toMatchObject({ outcome: 'refused', detail: expect.stringContaining('unreachable') });
});

it('an endpoint is saved when it answers PING and refuses what is forged', async () => {
  const { state, endpoint } = await open(() => undefined);
  expect(await saveEndpoint(state, endpoint)).toEqual({ saved: true, detail: 'verified' });
  const ping = JSON.stringify({ id: '1', type: 1, token: 't' });
  const status = async (forgery: object) => (await postSigned(state, endpoint, ping, forgery)).status;
  expect(await status({})).toBe(200);
  expect(await status({ otherKey: true })).toBe(401);
  expect(await status({ offsetSeconds: -3600 })).toBe(401);
  expect(await status({ sentBody: ping.replace('1', '2') })).toBe(401);
  expect(await status({ headers: { 'x-signature-ed25519': 'ff' } })).toBe(401);
  const other = await openEmulator();
  expect((await saveEndpoint(other.state, endpoint)).saved).toBe(false);
});
