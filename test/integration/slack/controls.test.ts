import { afterEach, describe, expect, it } from 'vitest';
import type { VerbAnswer } from '../../../src/domain/verb.ts';
import { publicMessages } from '../../support/slack-emulator/emulator-state.ts';
import { addFault } from '../../support/slack-emulator/faults.ts';
import { choose, clickButton } from '../../support/slack-emulator/people/press.ts';
import { globalShortcut, messageShortcut } from '../../support/slack-emulator/people/shortcuts.ts';
import { submitView } from '../../support/slack-emulator/people/submit-view.ts';
import { whatTheySee } from '../../support/slack-emulator/people/what-they-see.ts';
import { addMessage, typeCommand } from '../../support/slack-emulator/sender.ts';
import { card, fakeDesk } from './fake-desk.ts';
import { openSlack, recorded, until, type OpenOptions, type OpenSlack } from './open-slack.ts';

let opened: OpenSlack | undefined;
const open = async (options: Partial<OpenOptions> = {}): Promise<OpenSlack> => {
  opened = await openSlack({
    mode: 'http',
    ...options,
    options: { desk: fakeDesk(), ...options.options },
  });
  return opened;
};
afterEach(async () => {
  // What people would suffer from is written down by the emulator.
  const [violation] = opened?.state.violations ?? [];
  await opened?.close();
  opened = undefined;
  if (violation !== undefined) throw new Error(JSON.stringify(violation));
});

const channel = 'C1';
/** Of which the person is a member. */
const post = async ({ slack, state }: OpenSlack): Promise<string> => {
  state.channels.get(channel)?.members.add('U1');
  const to = { platform: 'slack', workspace: state.team, channel } as const;
  const sent = await slack.chat.send({ key: 'k', to, content: card }, new AbortController().signal);
  if (!sent.ok) throw new Error('the card was not posted');
  return sent.messageId;
};
const seenBy = ({ state }: OpenSlack, user = 'U1') => whatTheySee(state, user);
const told = (slack: OpenSlack): string =>
  seenBy(slack)
    .messages.map(({ text }) => text)
    .join();
const modal = (slack: OpenSlack): Promise<void> =>
  until('the form is open', () => seenBy(slack).modals.length === 1);
const refusal: VerbAnswer = {
  ok: false,
  code: 'ACCESS_DENIED',
  content: { tone: 'bad', title: 'Not yours', blocks: [] },
  hint: 'Ask somebody.',
};

const target = ({ endpoint }: OpenSlack) => ({ endpoint });

describe('a button in Slack', () => {
  it('asks for what it says, in its thread, and answers the person alone', async () => {
    const slack = await open();
    const { state, endpoint, asked } = slack;
    const messageTs = await post(slack);
    const pressed = await clickButton(
      state,
      { endpoint },
      { channel, messageTs, user: 'U1', control: 'Pause' },
    );
    expect(pressed.acked).toBe(true);
    expect(asked).toMatchObject([
      {
        deliveryId: `slack:${state.team}:action:${pressed.triggerId}`,
        actor: { platform: 'slack', user: 'U1' },
        place: { channel, thread: messageTs },
        request: { form: 'fields', verb: 'pause', goal: 'G-1' },
      },
    ]);
    await until('the person was told', () => told(slack).includes('Recorded'));
    expect(seenBy(slack).messages[0]?.threadTs).toBe(messageTs);
    expect(publicMessages(state, channel)).toHaveLength(1);
    expect(state.responses).toHaveLength(1);
  });

  it('is confirmed only when that is durable', async () => {
    const gate = Promise.withResolvers<void>();
    const slack = await open({
      intake: async () => {
        await gate.promise;
        return recorded('now');
      },
    });
    const messageTs = await post(slack);
    let confirmed = false;
    const press = { channel, messageTs, user: 'U1', control: 'Pause' };
    const pressing = clickButton(slack.state, target(slack), press).then((pressed) => {
      confirmed = pressed.acked;
      return pressed;
    });
    await until('the intake was asked', () => slack.asked.length === 1);
    // A confirmation that did not wait would be there by now: this one takes the same way, and comes later.
    await typeCommand(slack.state, target(slack), { channel, user: 'U1', text: 'run' });
    expect(confirmed).toBe(false);
    gate.resolve();
    expect((await pressing).acked).toBe(true);
    await until('the person was told', () => told(slack).includes('Recorded'));
  });

  it('is confirmed not later than Slack waits', async () => {
    const gate = Promise.withResolvers<void>();
    const slack = await open({
      options: { timing: { patienceMs: 60 } },
      intake: async () => {
        await gate.promise;
        return recorded('late');
      },
    });
    const { state, endpoint } = slack;
    const messageTs = await post(slack);
    const press = { channel, messageTs, user: 'U1', control: 'Pause' };
    expect((await clickButton(state, { endpoint }, press)).acked).toBe(true);
    expect(told(slack)).toBe('');
    gate.resolve();
    await until('the person was told', () => told(slack).includes('Recorded'));
  });

  it('that could not be stored says so; one that drover does not know does nothing', async () => {
    const slack = await open({ intake: () => Promise.reject(new Error('disk full')) });
    const { state, endpoint, asked } = slack;
    const messageTs = await post(slack);
    await clickButton(state, { endpoint }, { channel, messageTs, user: 'U1', control: 'Pause' });
    await until('the person was told', () => told(slack).includes('Nothing was recorded'));
    await clickButton(state, { endpoint }, { channel, messageTs, user: 'U1', control: 'Old' });
    await until('the person was told', () => told(slack).includes('does nothing any more'));
    await clickButton(state, { endpoint }, { channel, messageTs, user: 'U1', control: 'Nothing' });
    await until('again', () => told(slack).split('does nothing any more').length === 3);
    expect(asked).toHaveLength(1);
  });

  it('answers with a message of its own when the response_url is refused', async () => {
    const slack = await open();
    const messageTs = await post(slack);
    addFault(slack.state, { kind: 'error', method: 'response_url' });
    const press = { channel, messageTs, user: 'U1', control: 'Pause' };
    await clickButton(slack.state, { endpoint: slack.endpoint }, press);
    await until('the person was told', () => told(slack).includes('Recorded'));
    expect(slack.state.calls.map(({ method }) => method)).toContain('chat.postEphemeral');
  });

  it('may be a choice, and works over a socket', async () => {
    const slack = await open({ mode: 'socket' });
    const messageTs = await post(slack);
    const press = { channel, messageTs, user: 'U1', control: 'Which?', option: 'B' };
    expect((await choose(slack.state, 'socket', press)).acked).toBe(true);
    expect(slack.asked).toMatchObject([{ request: { verb: 'answer', goal: 'G-1' } }]);
    await until('the person was told', () => told(slack).includes('Recorded'));
  });
});

describe('a form in Slack', () => {
  it('opens for a button, shows what is wrong at its input, and becomes a request of its thread', async () => {
    const slack = await open();
    const { state, asked } = slack;
    const messageTs = await post(slack);
    await clickButton(state, target(slack), { channel, messageTs, user: 'U1', control: 'New…' });
    await modal(slack);
    expect(asked).toEqual([]);
    expect(JSON.stringify(seenBy(slack).modals)).not.toContain('where?');
    const bad = await submitView(state, target(slack), { user: 'U1', values: { 'in:text': 'bad' } });
    expect(bad).toMatchObject({ closed: false, errors: { 'in:text': 'not that' } });
    expect(asked).toEqual([]);
    const values = { 'in:text': 'fix <it>', 'in:agent': 'other' };
    const good = await submitView(state, target(slack), { user: 'U1', values });
    expect(good.closed).toBe(true);
    expect(asked).toMatchObject([
      {
        place: { channel, thread: messageTs },
        request: { verb: 'run', text: 'fix <it>', flags: { agent: 'other' } },
      },
    ]);
    await until('the person was told', () => told(slack).includes('Recorded'));
  });

  it('stays open with the reason when it is refused, and can be sent again', async () => {
    let times = 0;
    const slack = await open({
      intake: async () => {
        times += 1;
        return times === 1 ? refusal : recorded('now');
      },
    });
    slack.state.channels.get(channel)?.members.add('U1');
    await typeCommand(slack.state, target(slack), { channel, user: 'U1', text: 'run' });
    const values = { 'in:text': 'fix it' };
    const refused = await submitView(slack.state, target(slack), { user: 'U1', values });
    expect(refused.errors).toEqual({ 'in:text': 'Not yours – Ask somebody.' });
    expect((await submitView(slack.state, target(slack), { user: 'U1', values })).closed).toBe(true);
    const [first, second] = slack.asked;
    expect(first?.deliveryId).not.toBe(second?.deliveryId);
    await until('the person was told', () => told(slack).includes('Recorded'));
  });

  it('that takes longer than Slack waits closes, and the person is told afterwards', async () => {
    const gate = Promise.withResolvers<void>();
    const slack = await open({
      options: { timing: { patienceMs: 60 } },
      intake: async () => {
        await gate.promise;
        return refusal;
      },
    });
    const messageTs = await post(slack);
    await clickButton(slack.state, target(slack), { channel, messageTs, user: 'U1', control: 'New…' });
    await modal(slack);
    const sent = await submitView(slack.state, target(slack), { user: 'U1', values: { 'in:text': 'x' } });
    expect(sent.closed).toBe(true);
    gate.resolve();
    await until('the person was told', () => told(slack).includes('Not yours'));
  });

  it('opens for a command without its text, which then says nothing else', async () => {
    const slack = await open();
    slack.state.channels.get(channel)?.members.add('U1');
    const { seen } = await typeCommand(slack.state, target(slack), { channel, user: 'U1', text: 'run' });
    expect(seen).toBe('');
    expect(seenBy(slack).modals).toHaveLength(1);
    expect(slack.asked).toEqual([]);
    await submitView(slack.state, target(slack), { user: 'U1', values: { 'in:text': 'x' } });
    expect(slack.asked[0]?.place).toEqual({ platform: 'slack', workspace: slack.state.team, channel });
    await until('the person was told', () => told(slack).includes('Recorded'));
  });

  it('leaves the command to the verb where there is no form, and says when Slack did not open it', async () => {
    const none = await open({ options: { desk: fakeDesk({ form: async () => undefined }) } });
    const typed = { channel, user: 'U1', text: 'say G-1' };
    expect((await typeCommand(none.state, target(none), typed)).seen).toContain('Recorded');
    expect(none.asked).toMatchObject([{ request: { form: 'line', line: 'say G-1' } }]);
    await none.close();
    const late = await open();
    addFault(late.state, { kind: 'error', method: 'views.open', error: 'expired_trigger_id' });
    expect((await typeCommand(late.state, target(late), typed)).seen).toContain('could not be opened');
    expect(late.asked).toEqual([]);
  });
});

describe('a shortcut in Slack', () => {
  it('opens the form for a goal, which asks for a channel, and without one uses direct messages', async () => {
    const slack = await open();
    const { state, endpoint, asked } = slack;
    const start = async (values: Record<string, string>) => {
      await globalShortcut(state, { endpoint }, { user: 'U1', callbackId: 'goal_run' });
      await modal(slack);
      await submitView(state, { endpoint }, { user: 'U1', values: { 'in:text': 'x', ...values } });
    };
    await start({ 'in:where?': 'C2' });
    await start({});
    expect(asked.map(({ place }) => place.channel)).toEqual(['C2', 'U1']);
    expect(asked[0]?.request).toMatchObject({ flags: { text: 'x', agent: 'claude' } });
    // Not a member of that channel, the person is told in direct messages as well.
    await until('both were answered', () => publicMessages(state, 'D1').length === 2);
  });

  it('on a message stops or pauses the goal of its thread', async () => {
    const { state, endpoint, asked } = await open();
    const root = addMessage(state, { channel, user: 'U2', text: 'root' });
    const reply = addMessage(state, { channel, user: 'U2', text: 'reply', threadTs: root.ts });
    const use = (messageTs: string, callbackId: string) =>
      messageShortcut(state, { endpoint }, { channel, user: 'U1', messageTs, callbackId });
    expect((await use(reply.ts, 'goal_pause')).acked).toBe(true);
    expect((await use(root.ts, 'goal_stop')).acked).toBe(true);
    expect(asked).toMatchObject([
      { place: { thread: root.ts }, request: { form: 'fields', verb: 'pause' } },
      { place: { thread: root.ts }, request: { form: 'fields', verb: 'stop' } },
    ]);
    await until('both were answered', () => state.responses.length === 2);
  });

  it('makes a goal of a message: its words are in the form, its files and itself come along', async () => {
    const slack = await open();
    const { state, endpoint, asked } = slack;
    const files = [{ name: 'shot.png', bytes: 'png' }];
    state.channels.get(channel)?.members.add('U1');
    const { ts } = addMessage(state, { channel, user: 'U2', text: 'the &lt;login&gt; fails', files });
    const callbackId = 'goal_run_message';
    await messageShortcut(state, { endpoint }, { channel, user: 'U1', messageTs: ts, callbackId });
    await modal(slack);
    await submitView(state, { endpoint }, { user: 'U1', values: {} });
    expect(asked).toMatchObject([
      {
        place: { channel },
        request: { verb: 'run', text: 'the <login> fails' },
        source: { channel, messageId: ts },
        attachments: [{ platform: 'slack', name: 'shot.png', bytes: 3 }],
      },
    ]);
    expect(asked[0]?.place.thread).toBeUndefined();
    await until('the person was told', () => told(slack).includes('Recorded'));
  });
});
