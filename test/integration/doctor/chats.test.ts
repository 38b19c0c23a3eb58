import { expect, onTestFinished, test } from 'vitest';
import { checkDiscord } from '../../../adapters/chat/discord/check-discord.ts';
import { checkClock } from '../../../adapters/chat/shared/check-clock.ts';
import { checkSlack } from '../../../adapters/chat/slack/check-slack.ts';
import { examineAll } from '../../../adapters/cli/doctor.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { systemRandom } from '../../../adapters/system/system-random.ts';
import type { DoctorCheck } from '../../../src/ports/doctor.ts';
import { createSilentLogger } from '../../support/core/silent-logger.ts';
import { startDiscordEmulator } from '../../support/discord-emulator/start-discord-emulator.ts';
import { home } from '../../support/discord-emulator/state/guild.ts';
import { addChannel, publicMessages } from '../../support/slack-emulator/emulator-state.ts';
import { startSlackEmulator } from '../../support/slack-emulator/start-slack-emulator.ts';

async function findings(checks: readonly DoctorCheck[]) {
  const found = await examineAll(checks, 10_000, new AbortController().signal);
  return Object.fromEntries(found.map(({ name, ...outcome }) => [name, outcome]));
}

async function openSlack() {
  const { state, apiUrl, close } = await startSlackEmulator();
  onTestFinished(close);
  addChannel(state, 'C1');
  const look = (
    over: { botToken?: string; apiUrl?: string; post?: boolean; channels?: string[]; now?: number } = {},
  ) =>
    findings(
      checkSlack(
        {
          botToken: over.botToken ?? state.botToken,
          appToken: state.appToken,
          apiUrl: over.apiUrl ?? apiUrl,
          intake: () => Promise.reject(new Error('nobody is listened to')),
          clock: over.now === undefined ? systemClock : { ...systemClock, now: () => over.now ?? 0 },
          random: systemRandom,
          logger: createSilentLogger(),
        },
        { channels: over.channels ?? ['C1'], post: over.post ?? true },
      ),
    );
  return { state, look };
}

test('a Slack where everything is right is fine, and nothing stays behind', async () => {
  const { state, look } = await openSlack();
  const found = await look();
  expect(Object.values(found).map(({ status }) => status)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
  expect(publicMessages(state, 'C1')).toEqual([]);
  expect(state.violations).toEqual([]);
});

test('scopes that are missing are named with what does not work', async () => {
  const { state, look } = await openSlack();
  state.scopes.delete('reactions:write');
  expect((await look())['Slack scopes']).toMatchObject({
    status: 'fail',
    detail: expect.stringMatching(/^missing: reactions:write \(without it no reactions\.add/),
  });
});

test('a channel that drover is not in fails, and one that was not posted to is not called fine', async () => {
  const { look } = await openSlack();
  const found = await look({ channels: ['C1', 'C9'], post: true });
  expect(found['Slack channel C9']).toMatchObject({ status: 'fail', hint: expect.any(String) });
  expect((await look({ post: false }))['Slack channel C1']).toMatchObject({ status: 'unknown' });
});

test('with a wrong token or without Slack nothing is called fine that could not be asked', async () => {
  const { look } = await openSlack();
  for (const found of [
    await look({ botToken: 'xoxb-wrong' }),
    await look({ apiUrl: 'http://127.0.0.1:9/api/' }),
  ]) {
    expect(found['Slack bot token']?.status).toBe('fail');
    expect(found['Slack scopes']?.status).toBe('unknown');
    expect(found['Slack clock']?.status).toBe('unknown');
    expect(found['Slack channel C1']?.status).toBe('fail');
  }
});

test('a clock that is wrong is told, with what comes of it', async () => {
  const { look } = await openSlack();
  expect((await look({ now: systemClock.now() + 400_000 }))['Slack clock']).toMatchObject({ status: 'fail' });
  const at = Date.parse('2026-11-21T12:00:00Z');
  const date = new Date(at).toUTCString();
  expect(checkClock(date, at + 60_000).status).toBe('ok');
  expect(checkClock(date, at - 61_000).status).toBe('warn');
  expect(checkClock(date, at - 300_000).status).toBe('warn');
  expect(checkClock(date, at + 301_000).status).toBe('fail');
  expect(checkClock(null, at).status).toBe('unknown');
  expect(checkClock('yesterday', at).status).toBe('unknown');
});

async function openDiscord() {
  const { state, apiUrl, close } = await startDiscordEmulator();
  onTestFinished(close);
  const look = (over: Partial<Parameters<typeof checkDiscord>[0]> = {}) =>
    findings(
      checkDiscord({
        token: state.token,
        applicationId: state.applicationId,
        publicKey: state.keys.publicHex,
        apiUrl,
        messageContent: true,
        clock: systemClock,
        channels: [home.general],
        post: true,
        ...over,
      }),
    );
  return { state, look };
}

test('a Discord where everything is right is fine, and nothing stays behind', async () => {
  const { state, look } = await openDiscord();
  const found = await look();
  expect(Object.values(found)).toEqual(Object.values(found).map((one) => ({ ...one, status: 'ok' })));
  expect(Object.keys(found)).toHaveLength(5);
  expect(state.channels.get(home.general)?.messages).toEqual([]);
});

test('another application, another key and an intent that is off are told by name', async () => {
  const { state, look } = await openDiscord();
  expect((await look({ applicationId: '1' }))['Discord application']).toMatchObject({ status: 'fail' });
  expect((await look({ publicKey: 'ab' }))['Discord application']).toMatchObject({ status: 'fail' });
  Object.assign(state.granted, { messageContent: false });
  expect((await look())['Discord intents']).toMatchObject({
    status: 'fail',
    hint: expect.stringContaining('Message Content'),
  });
  expect((await look({ messageContent: false }))['Discord intents']).toMatchObject({ status: 'off' });
});

test('a wrong token, an unknown channel and no Discord at all are not fine', async () => {
  const { look } = await openDiscord();
  const wrong = await look({ token: 'wrong' });
  expect(wrong['Discord token']).toMatchObject({ status: 'fail', detail: 'Discord refuses the bot token' });
  expect(wrong['Discord intents']?.status).toBe('unknown');
  expect(
    (await look({ channels: ['999999999999999999'] }))['Discord channel 999999999999999999']?.status,
  ).toBe('fail');
  const gone = await look({ apiUrl: 'http://127.0.0.1:9/api' });
  expect(gone['Discord token']).toMatchObject({ status: 'fail', missing: true });
  expect(gone['Discord clock']?.status).toBe('unknown');
});
