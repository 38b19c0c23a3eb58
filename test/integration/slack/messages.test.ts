import { afterEach, describe, expect, it } from 'vitest';
import { privateMessages, publicMessages } from '../../support/slack-emulator/emulator-state.ts';
import { addFault } from '../../support/slack-emulator/faults.ts';
import { addMessage, deliverEvent, eventsOf, say } from '../../support/slack-emulator/sender.ts';
import { lineOf, openSlack, recorded, until, type OpenOptions, type OpenSlack } from './open-slack.ts';

let opened: OpenSlack | undefined;
const open = async (options: Partial<OpenOptions> = {}): Promise<OpenSlack> => {
  opened = await openSlack({ mode: 'http', ...options });
  return opened;
};
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

describe('messages over HTTP', () => {
  it('takes a mention that arrives twice as one cause and answers once', async () => {
    const { slack, state, endpoint, asked } = await open();
    await say(state, { endpoint }, { channel: 'C1', user: 'U1', text: `<@${state.bot.user}> run fix it` });
    await slack.stop();
    expect(asked).toHaveLength(2);
    expect(new Set(asked.map((message) => message.deliveryId)).size).toBe(1);
    expect(asked.map(lineOf)).toEqual(['run fix it', 'run fix it']);
    expect(privateMessages(state, 'C1').map((message) => message.onlyFor)).toEqual(['U1']);
  });

  it('takes !verb and a bare stop in a thread, and keeps the thread’s timestamp to the last zero', async () => {
    const { state, endpoint, asked } = await open();
    const root = addMessage(state, { channel: 'C1', user: 'U9', text: 'a root' });
    await say(state, { endpoint }, { channel: 'C1', user: 'U1', text: '!pause', threadTs: root.ts });
    await say(state, { endpoint }, { channel: 'C1', user: 'U1', text: 'stop', threadTs: root.ts });
    expect(asked.map(lineOf)).toEqual(['pause', 'stop']);
    expect(root.ts).toMatch(/00$/u);
    expect(asked.map((message) => message.place.thread)).toEqual([root.ts, root.ts]);
    await until('both were answered', () => privateMessages(state, 'C1').length === 2);
    expect(privateMessages(state, 'C1').map((message) => message.threadTs)).toEqual([root.ts, root.ts]);
  });

  it('keeps two people in two threads apart', async () => {
    const { state, endpoint, asked } = await open();
    const [one, two] = ['one', 'two'].map((text) => addMessage(state, { channel: 'C1', user: 'U9', text }));
    const talk = (user: string, thread: string | undefined, text: string) =>
      say(state, { endpoint }, { channel: 'C1', user, text, threadTs: thread ?? '' });
    await Promise.all([talk('U1', one?.ts, '!say for one'), talk('U2', two?.ts, '!say for two')]);
    const wanted = [`U1 ${one?.ts}`, `U2 ${two?.ts}`];
    expect(asked.map(({ actor, place }) => `${actor.user} ${place.thread}`).toSorted()).toEqual(wanted);
    await until('both were answered', () => privateMessages(state, 'C1').length === 2);
    const answered = privateMessages(state, 'C1').map((message) => `${message.onlyFor} ${message.threadTs}`);
    expect(answered.toSorted()).toEqual(wanted);
  });

  it('leaves talk between people alone, and threads that no goal is bound to', async () => {
    const { state, endpoint, asked } = await open({
      options: { isGoalThread: async (place) => place.thread === 'none' },
    });
    const root = addMessage(state, { channel: 'C1', user: 'U9', text: 'a root' });
    await say(state, { endpoint }, { channel: 'C1', user: 'U1', text: '!pause at the top' });
    await say(state, { endpoint }, { channel: 'C1', user: 'U1', text: 'sounds good', threadTs: root.ts });
    await say(state, { endpoint }, { channel: 'C1', user: 'U1', text: 'stop', threadTs: root.ts });
    expect(asked).toEqual([]);
  });

  it('ignores bots and its own posts', async () => {
    const { state, endpoint, asked } = await open();
    const root = addMessage(state, { channel: 'C1', user: 'U9', text: 'a root' });
    const typed = addMessage(state, { channel: 'C1', user: 'U1', text: '!pause', threadTs: root.ts });
    const [body] = eventsOf(state, 'C1', typed);
    const event = { ...Object(body?.['event']) };
    for (const change of [
      { bot_id: 'B0OTHER' },
      { user: state.bot.user },
      { subtype: 'message_changed' },
      { subtype: 'message_deleted' },
      { subtype: 'bot_message', bot_id: state.bot.id },
    ])
      await deliverEvent(state, { endpoint }, { ...body, event: { ...event, ...change } });
    expect(asked).toEqual([]);
  });

  it('answers 500 when the request could not be stored; the repeat has the same name and is answered once', async () => {
    let attempts = 0;
    const { slack, state, endpoint, asked } = await open({
      intake: async (message) => {
        attempts += 1;
        if (attempts < 3) throw new Error('disk full');
        return recorded(lineOf(message));
      },
    });
    const root = addMessage(state, { channel: 'C1', user: 'U9', text: 'a root' });
    const typed = addMessage(state, { channel: 'C1', user: 'U1', text: '!pause', threadTs: root.ts });
    const [body = {}] = eventsOf(state, 'C1', typed);
    expect(await deliverEvent(state, { endpoint }, body)).toEqual({ confirmed: true, attempts: 3 });
    expect(new Set(asked.map((message) => message.deliveryId)).size).toBe(1);
    await deliverEvent(state, { endpoint }, body);
    await slack.stop();
    expect(privateMessages(state, 'C1')).toHaveLength(1);
  });

  it('confirms an event only after it is durable', async () => {
    const gate = Promise.withResolvers<void>();
    const { state, endpoint, asked } = await open({
      intake: async (message) => {
        await gate.promise;
        return recorded(lineOf(message));
      },
    });
    const root = addMessage(state, { channel: 'C1', user: 'U9', text: 'a root' });
    const typed = addMessage(state, { channel: 'C1', user: 'U1', text: '!pause', threadTs: root.ts });
    const [body = {}] = eventsOf(state, 'C1', typed);
    let confirmed = false;
    const delivering = deliverEvent(state, { endpoint }, body).then((result) => {
      confirmed = true;
      return result;
    });
    await until('the intake was asked', () => asked.length === 1);
    expect(confirmed).toBe(false);
    gate.resolve();
    expect(await delivering).toEqual({ confirmed: true, attempts: 1 });
  });

  it('tells the person when the last attempt failed as well', async () => {
    const { state, endpoint } = await open({ intake: () => Promise.reject(new Error('disk full')) });
    await say(state, { endpoint }, { channel: 'C1', user: 'U1', text: `<@${state.bot.user}> list` });
    await until('it was answered', () => privateMessages(state, 'C1').length > 0);
    expect(privateMessages(state, 'C1')[0]?.text).toContain('Nothing was recorded');
  });

  it('answers in the thread when a private answer is not possible', async () => {
    const { state, endpoint } = await open();
    addFault(state, { kind: 'error', method: 'chat.postEphemeral', error: 'user_not_in_channel' });
    const asked = await say(
      state,
      { endpoint },
      { channel: 'C1', user: 'U1', text: `<@${state.bot.user}> list` },
    );
    await until('it was answered', () => publicMessages(state, 'C1').length > 1);
    expect(publicMessages(state, 'C1')[1]).toMatchObject({ threadTs: asked.ts, user: state.bot.user });
  });
});
