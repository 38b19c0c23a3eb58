import { afterEach, expect, test } from 'vitest';
import { createHookOutlets } from '../../../adapters/hooks/create-hook-outlets.ts';
import type { HookOutcome, HookOutlets, NatsCall } from '../../../src/ports/hooks/hook-outlets.ts';
import { settle } from '../../support/core/fake-clock.ts';
import { createSilentLogger } from '../../support/core/silent-logger.ts';
import {
  createNatsEmulator,
  type NatsEmulator,
  type NatsEmulatorOptions,
} from '../../support/nats-emulator/create-nats-emulator.ts';

const never = new AbortController().signal;
let server: NatsEmulator | undefined;
let outlets: HookOutlets | undefined;

afterEach(async () => {
  await outlets?.close();
  await server?.close();
});

async function begin(options: NatsEmulatorOptions = {}, who = ''): Promise<NatsEmulator> {
  server = await createNatsEmulator(options);
  outlets = outletsFor(`nats://${who}${server.address}`);
  return server;
}

const outletsFor = (natsUrl: string): HookOutlets =>
  createHookOutlets({ natsUrl, redact: (text) => text, logger: createSilentLogger(), actMs: 400 });

const publish = async (more: Partial<NatsCall> = {}): Promise<HookOutcome | undefined> =>
  outlets?.nats?.(
    { key: 'hook/G-1/1/done/2/H-1', event: 'goal.done', body: '{"a":1}', subject: 'builds.done', ...more },
    never,
  );

test('a message is published once the server has confirmed it, named after the act, over one connection', async () => {
  const { published, connections } = await begin({ user: 'drover', pass: 'p@ss' }, 'drover:p%40ss@');
  expect(await publish()).toEqual({ is: 'done' });
  expect(await publish({ key: 'hook/G-1/1/done/3/H-1', body: 'ü' })).toEqual({ is: 'done' });
  expect(published).toEqual([
    {
      subject: 'builds.done',
      body: '{"a":1}',
      headers: { 'Nats-Msg-Id': 'hook/G-1/1/done/2/H-1', 'Drover-Event': 'goal.done' },
    },
    expect.objectContaining({ body: 'ü' }),
  ]);
  expect(connections()).toBe(1);
});

test('a lone user in the address is a token', async () => {
  const { published } = await begin({ token: 'secret-token' }, 'secret-token@');
  expect(await publish()).toEqual({ is: 'done' });
  expect(published).toHaveLength(1);
});

test('a server that does not know drover is asked once, and its words tell no secret', async () => {
  await begin({ token: 'other' }, 'secret-token@');
  const outcome = await publish();
  expect(outcome).toMatchObject({ is: 'failed' });
  expect(JSON.stringify(outcome)).not.toContain('secret-token');
});

test('without a server certainly nothing was published, and a server that comes up later is found', async () => {
  const { address } = await begin();
  await server?.close();
  expect(await publish()).toMatchObject({ is: 'not-done' });
  server = await createNatsEmulator({ port: Number(address.split(':')[1]) });
  expect(await publish()).toEqual({ is: 'done' });
  expect(server.published).toHaveLength(1);
});

test('a connection that broke in between is made again, before the next message is handed over', async () => {
  const { published, breakAll, connections } = await begin();
  await publish();
  breakAll();
  // The client hears of it as soon as it gets to run.
  await settle();
  expect(await publish({ key: 'hook/G-1/1/done/3/H-1' })).toEqual({ is: 'done' });
  expect([published.length, connections()]).toEqual([2, 2]);
});

test('a message without confirmation may have been published', async () => {
  const emulator = await begin();
  await publish();
  emulator.trouble = 'silent';
  expect(await publish()).toEqual({
    is: 'unknown',
    note: expect.stringContaining('may have been published'),
  });
});

test('a connection that breaks under a message may have taken it along', async () => {
  const emulator = await begin();
  await publish();
  emulator.trouble = 'drops';
  expect(await publish()).toEqual({
    is: 'unknown',
    note: expect.stringContaining('may have been published'),
  });
});

test('a message that is too large for the server is not sent', async () => {
  const { published } = await begin({ maxPayload: 1024 });
  expect(await publish({ body: 'x'.repeat(2000) })).toMatchObject({ is: 'failed' });
  expect(published).toEqual([]);
});

test('a subject that is not allowed is no success', async () => {
  const { published } = await begin({ forbidden: ['builds.secret'] });
  expect(await publish({ subject: 'builds.secret' })).toMatchObject({
    is: 'failed',
    note: expect.stringContaining('does not let drover publish'),
  });
  expect(await publish()).toEqual({ is: 'done' });
  expect(published).toHaveLength(1);
});

test.each(['a b', 'a.*', 'a.>', '.a', 'a..b', '$SYS.x', 'ü', ''])(
  'nothing is published on “%s”',
  async (subject) => {
    const { published } = await begin();
    expect(await publish({ subject })).toMatchObject({ is: 'failed' });
    expect(published).toEqual([]);
  },
);

test('an address that is none is said to be none', async () => {
  outlets = outletsFor('http://example.org');
  expect(await publish()).toMatchObject({ is: 'failed', note: expect.stringContaining('NATS_URL') });
});
