import { once } from 'node:events';
import { createServer } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { registerByHand } from '../../../adapters/chat/discord/register/register-by-hand.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { closeSockets, dropSockets } from '../../support/discord-emulator/gateway/trouble.ts';
import { postSigned, saveEndpoint } from '../../support/discord-emulator/sender/sign.ts';
import { say } from '../../support/discord-emulator/sender/say.ts';
import { home } from '../../support/discord-emulator/state/guild.ts';
import { deskWith, inGeneral, openDiscord, says, soon, type OpenDiscord } from './open-discord.ts';

let opened: OpenDiscord | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

describe('the connection to Discord', () => {
  it('refuses to start with a token or intents that Discord does not take, and says what to do', async () => {
    opened = await openDiscord({ start: false, options: { token: 'wrong' } });
    await expect(opened.discord.start(AbortSignal.timeout(5000))).rejects.toMatchObject({
      code: 'TOKEN_REFUSED',
      hint: expect.stringContaining('DISCORD_TOKEN'),
    });
    await opened.close();
    opened = await openDiscord({
      start: false,
      prepare: (state) => {
        state.granted.messageContent = false;
      },
    });
    await expect(opened.discord.start(AbortSignal.timeout(5000))).rejects.toMatchObject({
      code: 'TOKEN_REFUSED',
      hint: expect.stringContaining('messageContent: false'),
    });
    expect(opened.discord.health().ok).toBe(false);
  });

  it('works without the intent for words: by name, while talk stays unread', async () => {
    opened = await openDiscord({
      options: { messageContent: false },
      prepare: (state) => {
        state.granted.messageContent = false;
      },
    });
    say(opened.state, { channel: home.general, user: home.bob, text: 'talk' });
    say(opened.state, { channel: home.general, user: home.bob, text: `<@${opened.state.bot.id}> list` });
    await expect
      .poll(() => opened?.asked.map(({ request }) => request), soon)
      .toEqual([{ form: 'line', line: 'list', named: true }]);
  });

  it('comes back after a drop and says meanwhile that it is not connected', async () => {
    opened = await openDiscord();
    const { state, discord } = opened;
    expect(discord.health()).toEqual({ ok: true, reason: 'connected' });
    dropSockets(state);
    await expect.poll(() => discord.health().ok, soon).toBe(false);
    await expect.poll(() => discord.health().ok, { timeout: 5000 }).toBe(true);
    say(state, { channel: home.general, user: home.bob, text: `<@${state.bot.id}> list` });
    await expect.poll(() => opened?.asked.length, soon).toBe(1);
  });

  it('tells while it lives that Discord closed for good, tries again, and recovers', async () => {
    opened = await openDiscord();
    const { state, discord } = opened;
    state.granted.messageContent = false;
    closeSockets(state, 4014);
    await expect.poll(() => discord.health().reason, soon).toContain('intents');
    state.granted.messageContent = true;
    await expect.poll(() => discord.health().ok, { timeout: 5000 }).toBe(true);
  });

  it('registers its commands once, and again when they changed', async () => {
    opened = await openDiscord();
    const { state, discord } = opened;
    expect(state.commands.get('global')).toHaveLength(1);
    const puts = () => state.calls.filter(({ route }) => route === 'commands.put').length;
    expect(puts()).toBe(1);
    await discord.stop();
    const own = {
      token: state.token,
      applicationId: state.applicationId,
      apiUrl: `${state.url}/api`,
      messageContent: true,
      clock: systemClock,
      logger: {
        debug: () => undefined,
        info: () => undefined,
        warn: () => undefined,
        error: () => undefined,
        child: () => own.logger,
      },
      commands: deskWith().commands,
    } as Parameters<typeof registerByHand>[0];
    const signal = AbortSignal.timeout(5000);
    expect(await registerByHand(own, { force: false }, signal)).toMatchObject({ changed: false });
    expect(puts()).toBe(1);
    expect(await registerByHand(own, { force: true }, signal)).toMatchObject({ changed: true });
    const fewer = { ...own, commands: own.commands.slice(1) };
    expect(await registerByHand(fewer, { force: false }, signal)).toMatchObject({ changed: true });
    expect(puts()).toBe(3);
  });

  it('passes the portal’s check of the endpoint and refuses what Discord did not sign', async () => {
    opened = await openDiscord({ start: false });
    const { state, endpoint } = opened;
    await saveEndpoint(state, endpoint);
    const body = JSON.stringify({ id: '1', type: 1, token: 't' });
    const answers = await Promise.all([
      postSigned(state, endpoint, body, { otherKey: true }),
      postSigned(state, endpoint, body, { offsetSeconds: -360 }),
      postSigned(state, endpoint, body, { offsetSeconds: 360 }),
      postSigned(state, endpoint, body, { sentBody: `${body} ` }),
      postSigned(state, endpoint, body, { headers: { 'x-signature-ed25519': 'zz' } }),
      postSigned(state, endpoint, body, { offsetSeconds: -200 }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 200]);
    expect((await postSigned(state, endpoint, '{')).status).toBe(400);
  });

  it('brings a file that somebody sent, none that lies elsewhere, and none that is too long', async () => {
    opened = await openDiscord();
    const { state, discord, asked } = opened;
    const folder = await mkdtemp(join(tmpdir(), 'drover-discord-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const files = [{ name: 'plan.md', type: 'text/markdown', text: 'the plan' }];
    say(state, { channel: home.general, user: home.bob, text: `<@${state.bot.id}> run it`, files });
    await expect.poll(() => asked[0]?.attachments, soon).toHaveLength(1);
    const [file] = asked[0]?.attachments ?? [];
    if (file === undefined) throw new Error('no file');
    const bring = (id: string, name: string, longest: number) =>
      discord.attachments?.fetch({ ...file, id }, join(folder, name), { longest }, AbortSignal.timeout(5000));
    expect(await bring(file.id, 'plan.md', 100)).toEqual({ ok: true, bytes: 8 });
    expect(await readFile(join(folder, 'plan.md'), 'utf8')).toBe('the plan');
    expect(await bring(file.id, 'plan.md', 100)).toMatchObject({ ok: false, again: false });
    expect(await readFile(join(folder, 'plan.md'), 'utf8')).toBe('the plan');
    expect(await bring(file.id, 'short', 3)).toMatchObject({ ok: false, again: false });
    await expect(readFile(join(folder, 'short'))).rejects.toThrow('ENOENT');
    const elsewhere = createServer((_request, response) => response.end('secret')).listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    onTestFinished(() => void elsewhere.close());
    const address = elsewhere.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    expect(await bring(`http://127.0.0.1:${port}/secret`, 'elsewhere', 100)).toMatchObject({
      ok: false,
      again: false,
    });
    await discord.chat.send(
      { key: 'k', to: inGeneral(), content: says('still here') },
      AbortSignal.timeout(5000),
    );
  });
});
