import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { privateMessages } from '../../support/slack-emulator/emulator-state.ts';
import { addFault } from '../../support/slack-emulator/faults.ts';
import { addMessage, deliverEvent, eventsOf, say, typeCommand } from '../../support/slack-emulator/sender.ts';
import { dropSockets, refreshSockets } from '../../support/slack-emulator/sockets.ts';
import { lineOf, openSlack, recorded, until, type OpenOptions, type OpenSlack } from './open-slack.ts';

let opened: OpenSlack | undefined;
const open = async (options: Partial<OpenOptions> = {}): Promise<OpenSlack> => {
  opened = await openSlack({ mode: 'socket', ...options });
  return opened;
};
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

const command = (text: string) => ({ channel: 'C1', user: 'U1', text });
const connectionCalls = (slack: OpenSlack) =>
  slack.state.calls.filter((call) => call.method === 'apps.connections.open').length;
const bothOpen = (slack: OpenSlack) => () => slack.slack.health().reason.includes('2 of 2');

describe('Socket Mode', () => {
  it('holds two sockets and needs neither a public address nor a signing secret', async () => {
    const slack = await open();
    await until('both sockets are open', bothOpen(slack));
    expect(slack.state.sockets.size).toBe(2);
    expect(slack.slack.httpHandler).toBeUndefined();
  });

  it('takes commands and messages, and answers them', async () => {
    const { state, asked } = await open();
    const { seen } = await typeCommand(state, 'socket', command('run fix it'));
    expect(JSON.parse(seen)).toMatchObject({ response_type: 'ephemeral' });
    const root = addMessage(state, { channel: 'C1', user: 'U9', text: 'a root' });
    await say(state, 'socket', { channel: 'C1', user: 'U1', text: '!pause', threadTs: root.ts });
    await until('it was answered', () => privateMessages(state, 'C1').length === 1);
    expect(asked.map(lineOf)).toEqual(['run fix it', 'pause']);
  });

  it('acknowledges an event only after it is durable, and not at all when it could not be stored', async () => {
    let attempts = 0;
    const { state, asked } = await open({
      intake: async (message) => {
        attempts += 1;
        if (attempts === 1) throw new Error('disk full');
        return recorded(lineOf(message));
      },
    });
    const root = addMessage(state, { channel: 'C1', user: 'U9', text: 'a root' });
    const typed = addMessage(state, { channel: 'C1', user: 'U1', text: '!pause', threadTs: root.ts });
    const [body = {}] = eventsOf(state, 'C1', typed);
    expect(await deliverEvent(state, 'socket', body, 200)).toEqual({ confirmed: true, attempts: 2 });
    expect(new Set(asked.map((message) => message.deliveryId)).size).toBe(1);
  });

  it('says that nothing was recorded when a command could not be stored', async () => {
    const { state } = await open({ intake: () => Promise.reject(new Error('disk full')) });
    expect((await typeCommand(state, 'socket', command('list'))).seen).toContain('Nothing was recorded');
  });

  it('loses no command while Slack refreshes one socket after the other', async () => {
    const slack = await open();
    for (let round = 0; round < 5; round += 1) {
      await until('both sockets are open', bothOpen(slack));
      const before = connectionCalls(slack);
      refreshSockets(slack.state, 'oldest');
      await until('one socket is gone', () => slack.state.sockets.size === 1);
      expect((await typeCommand(slack.state, 'socket', command(`list ${round}`))).seen).toContain('Recorded');
      await until('it reconnected', () => connectionCalls(slack) > before);
    }
    expect(slack.asked.map(lineOf)).toEqual([0, 1, 2, 3, 4].map((round) => `list ${round}`));
  });

  it('comes back after all sockets were cut, and says meanwhile that it is not connected', async () => {
    const slack = await open();
    await until('both sockets are open', bothOpen(slack));
    addFault(slack.state, { kind: 'http-500', method: 'apps.connections.open', times: 4 });
    dropSockets(slack.state);
    await until('it noticed', () => !slack.slack.health().ok);
    expect(slack.slack.health().reason).toContain('not connected');
    await until('both sockets are open again', bothOpen(slack));
    expect((await typeCommand(slack.state, 'socket', command('list'))).seen).toContain('Recorded');
  });

  it('survives invalid_auth while reconnecting, says why, and recovers', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    try {
      const slack = await open();
      await until('both sockets are open', bothOpen(slack));
      const fault = { kind: 'error', method: 'apps.connections.open', error: 'invalid_auth' } as const;
      addFault(slack.state, { ...fault, times: 6 });
      dropSockets(slack.state);
      await until('health says why', () => slack.slack.health().reason.includes('invalid_auth'));
      expect(slack.slack.health().ok).toBe(false);
      await until('both sockets are open again', bothOpen(slack));
    } finally {
      process.off('unhandledRejection', note);
    }
    expect(unhandled).toEqual([]);
  });

  it('waits as long as Slack asks before it connects again', async () => {
    const sleeps: number[] = [];
    const clock: Clock = {
      now: () => systemClock.now(),
      sleep: (ms, signal) => {
        sleeps.push(ms);
        return systemClock.sleep(ms, signal);
      },
    };
    const slack = await open({ options: { clock } });
    await until('both sockets are open', bothOpen(slack));
    const fault = { kind: 'rate-limit', method: 'apps.connections.open', retryAfter: 3600 } as const;
    addFault(slack.state, { ...fault, times: 2 });
    dropSockets(slack.state);
    await until('health says why', () => slack.slack.health().reason.includes('asked to wait'));
    await until('both wait', () => sleeps.filter((ms) => ms === 3_600_000).length === 2);
    expect(slack.slack.health().ok).toBe(false);
  });

  it('gives up a socket on which Slack does not say hello, and one that it does not open', async () => {
    const slack = await open({ start: false, options: { timing: { helloMs: 50 } } });
    addFault(slack.state, { kind: 'hang', method: 'hello', times: 2 });
    addFault(slack.state, { kind: 'hang', method: 'apps.connections.open', times: 1 });
    await slack.slack.start(AbortSignal.timeout(5000));
    await until('both sockets are open', bothOpen(slack));
    await until('the silent ones are closed', () => slack.state.sockets.size === 2);
    expect((await typeCommand(slack.state, 'socket', command('list'))).seen).toContain('Recorded');
  });

  it('answers through the response_url when the socket is gone before the acknowledgement', async () => {
    const gate = Promise.withResolvers<void>();
    const { state, asked } = await open({
      intake: async (message) => {
        await gate.promise;
        return recorded(lineOf(message));
      },
    });
    const typing = typeCommand(state, 'socket', command('run fix it'));
    await until('the intake was asked', () => asked.length === 1);
    dropSockets(state);
    await until('the sockets are gone', () => state.sockets.size === 0);
    gate.resolve();
    await until('the answer came', () => state.responses.length === 1);
    expect(JSON.stringify(state.responses[0]?.body)).toContain('Recorded');
    await typing;
  });
});

describe('starting and stopping', () => {
  it('does not start with a bot token that Slack refuses', async () => {
    const slack = await open({ start: false, options: { botToken: 'xoxb-wrong' } });
    await expect(slack.slack.start(AbortSignal.timeout(5000))).rejects.toMatchObject({
      code: 'TOKEN_REFUSED',
      message: expect.stringContaining('invalid_auth'),
      hint: expect.stringContaining('SLACK_BOT_TOKEN'),
    });
  });

  it('does not start with an app token that Slack refuses', async () => {
    const slack = await open({ start: false, options: { appToken: 'xapp-wrong' } });
    await expect(slack.slack.start(AbortSignal.timeout(5000))).rejects.toMatchObject({
      code: 'TOKEN_REFUSED',
      hint: expect.stringContaining('SLACK_APP_TOKEN'),
    });
    expect(JSON.stringify(slack.log)).not.toContain('xapp-wrong');
  });

  it('waits for Slack when it does not answer at the start, until it is told to stop', async () => {
    const slack = await open({ start: false });
    addFault(slack.state, { kind: 'http-500', method: 'auth.test', times: 3 });
    await slack.slack.start(AbortSignal.timeout(5000));
    expect(slack.slack.health().ok).toBe(true);
    await slack.close();

    const hopeless = await open({ start: false });
    addFault(hopeless.state, { kind: 'http-500', method: 'auth.test', times: Infinity });
    const given = new AbortController();
    const starting = hopeless.slack.start(given.signal);
    given.abort(new Error('told to stop'));
    await expect(starting).rejects.toThrow('told to stop');
  });

  it('gives up a start whose sockets hang, when told to', async () => {
    const slack = await open({ start: false });
    addFault(slack.state, { kind: 'hang', method: 'apps.connections.open', times: Infinity });
    const given = new AbortController();
    const starting = slack.slack.start(given.signal);
    await until('it tries to connect', () => connectionCalls(slack) > 0);
    given.abort(new Error('told to stop'));
    await expect(starting).rejects.toThrow('told to stop');
    expect(slack.slack.health().ok).toBe(false);
  });

  it('finishes what is being answered before it stops, and leaves no socket open', async () => {
    const gate = Promise.withResolvers<void>();
    const slack = await open({
      intake: async (message) => {
        await gate.promise;
        return recorded(lineOf(message));
      },
    });
    await until('both sockets are open', bothOpen(slack));
    const typing = typeCommand(slack.state, 'socket', command('run fix it'));
    await until('the intake was asked', () => slack.asked.length === 1);
    let stopped = false;
    const stopping = slack.slack.stop().finally(() => {
      stopped = true;
    });
    expect(slack.slack.health()).toEqual({ ok: false, reason: 'stopping' });
    expect(stopped).toBe(false);
    gate.resolve();
    expect((await typing).seen).toContain('Recorded');
    await stopping;
    await until('all sockets are closed', () => slack.state.sockets.size === 0);
    const before = connectionCalls(slack);
    expect((await typeCommand(slack.state, 'socket', command('list'))).seen).toBe('operation_timeout');
    expect(connectionCalls(slack)).toBe(before);
  });
});
