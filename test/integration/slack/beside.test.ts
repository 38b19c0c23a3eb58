import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { GoalState } from '../../../src/domain/goal.ts';
import type { Origin } from '../../../src/domain/origin.ts';
import { publicMessages } from '../../support/slack-emulator/emulator-state.ts';
import { addFault } from '../../support/slack-emulator/faults.ts';
import {
  deleteMessage,
  editMessage,
  openHome,
  reactTo,
  stopSession,
} from '../../support/slack-emulator/people/happenings.ts';
import { clickButton } from '../../support/slack-emulator/people/press.ts';
import { whatTheySee } from '../../support/slack-emulator/people/what-they-see.ts';
import { addMessage, say } from '../../support/slack-emulator/sender.ts';
import { fakeDesk } from './fake-desk.ts';
import { openSlack, until, type OpenOptions, type OpenSlack } from './open-slack.ts';

let opened: OpenSlack | undefined;
const open = async (options: Partial<OpenOptions> = {}): Promise<OpenSlack> => {
  opened = await openSlack({ mode: 'http', ...options });
  return opened;
};
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

const channel = 'C1';
const user = 'U1';
const callsOf = ({ state }: OpenSlack, method: string) =>
  state.calls.filter((call) => call.method === method);

const shown = ({ state }: OpenSlack): string => JSON.stringify(whatTheySee(state, user).home ?? '');

/** A page that says how often it was made, and a clock on which no pause takes time. */
const counting = () => {
  let made = 0;
  const home = async () => {
    made += 1;
    return { tone: 'info' as const, title: `Page ${made}`, blocks: [] };
  };
  return fakeDesk({ home });
};
const goal = (state: GoalState, dispatcher = user) => ({
  dispatcher: { platform: 'slack' as const, user: dispatcher },
  origin: { platform: 'slack' as const, workspace: 'T', channel, thread: '1.2' },
  state,
  title: 'x',
});

describe('the home page in Slack', () => {
  it('is shown when somebody opens it, and again when a goal of that person changed, not for others', async () => {
    const sleeps: number[] = [];
    const now = Date.now();
    const clock = { now: () => now, sleep: async (ms: number) => void sleeps.push(ms) };
    const slack = await open({ options: { desk: counting(), clock } });
    expect((await openHome(slack.state, { endpoint: slack.endpoint }, { user })).confirmed).toBe(true);
    await until('the page is there', () => shown(slack).includes('Page 1'));
    slack.slack.goalChanged(goal('running', 'U2'));
    slack.slack.goalChanged(goal('running'));
    slack.slack.goalChanged(goal('paused'));
    await until('it changed', () => shown(slack).includes('Page 2'));
    expect(sleeps.some((ms) => ms >= 3000)).toBe(true);
    await slack.slack.stop();
    expect(callsOf(slack, 'views.publish').length).toBeLessThanOrEqual(3);
    expect(slack.state.violations).toEqual([]);
  });

  it('is not published again when it is the same', async () => {
    const desk = fakeDesk();
    let made = 0;
    const home: typeof desk.home = async (actor) => {
      made += 1;
      return await desk.home(actor);
    };
    const slack = await open({ options: { desk: { ...desk, home }, clock: instantly() } });
    await openHome(slack.state, { endpoint: slack.endpoint }, { user });
    await until('the page is there', () => shown(slack).includes('Goals of U1'));
    slack.slack.goalChanged(goal('running'));
    await until('it was made again', () => made === 2);
    await openHome(slack.state, { endpoint: slack.endpoint }, { user });
    await slack.slack.stop();
    expect(callsOf(slack, 'views.publish')).toHaveLength(1);
  });

  it('replaces what another drover left there, when Slack says that it is not what was thought', async () => {
    const slack = await open({ options: { desk: counting(), clock: instantly() } });
    addFault(slack.state, { kind: 'error', method: 'views.publish', error: 'hash_conflict' });
    await openHome(slack.state, { endpoint: slack.endpoint }, { user });
    await until('the page is there', () => shown(slack).includes('Page 1'));
    expect(callsOf(slack, 'views.publish')).toHaveLength(2);
  });

  it('has buttons whose answer is a window, and that ask as that person', async () => {
    const slack = await open({ options: { desk: fakeDesk() } });
    const target = { endpoint: slack.endpoint };
    await openHome(slack.state, target, { user });
    await until('the page is there', () => shown(slack).includes('Pause'));
    const viewId = `VH${user}`;
    expect((await clickButton(slack.state, target, { viewId, user, control: 'Pause' })).acked).toBe(true);
    expect(slack.asked).toMatchObject([
      { actor: { user }, place: { channel: user }, request: { verb: 'pause', goal: 'G-1' } },
    ]);
    await until('the answer is there', () => whatTheySee(slack.state, user).modals.length === 1);
    expect(JSON.stringify(whatTheySee(slack.state, user).modals)).toContain('Recorded');
    addFault(slack.state, { kind: 'error', method: 'views.open', error: 'expired_trigger_id' });
    await clickButton(slack.state, target, { viewId, user, control: 'Pause' });
    await until('else in direct messages', () => publicMessages(slack.state, 'D1').length === 1);
    expect(slack.state.violations).toEqual([]);
  });
});

/** Pauses take no time. */
const instantly = () => ({ now: () => Date.now(), sleep: async () => undefined });

const start = async (options: Partial<OpenOptions['options']> = {}) => {
  const slack = await open({ options: { agent: true, ...options } });
  const root = addMessage(slack.state, { channel, user: slack.state.bot.user, text: 'card' });
  const reply = addMessage(slack.state, { channel, user: 'U2', text: 'reply', threadTs: root.ts });
  const stray = addMessage(slack.state, { channel, user: 'U2', text: 'talk' });
  return { slack, root, reply, stray, target: { endpoint: slack.endpoint } };
};

describe('stopping a goal without a word', () => {
  it('works with a stop sign on the card, and on a message of its thread', async () => {
    let root = '';
    const isGoalThread = async ({ thread }: Origin) => thread === root;
    const stage = await start({ isGoalThread });
    root = stage.root.ts;
    const { state, asked } = stage.slack;
    const put = (messageTs: string, reaction: string) =>
      reactTo(state, stage.target, { channel, user: 'U1', messageTs, reaction });
    await put(stage.root.ts, 'eyes');
    await put(stage.stray.ts, 'octagonal_sign');
    expect(asked).toEqual([]);
    await put(stage.root.ts, 'octagonal_sign');
    await put(stage.reply.ts, 'octagonal_sign');
    const request = { form: 'fields', verb: 'stop' };
    expect(asked).toMatchObject([
      { actor: { user: 'U1' }, place: { channel, thread: root }, request },
      { actor: { user: 'U1' }, place: { channel, thread: root }, request },
    ]);
    await until('both were answered', () => callsOf(stage.slack, 'chat.postEphemeral').length === 2);
  });

  it('is delivered again when it could not be stored, under the same name', async () => {
    let times = 0;
    const slack = await open({
      intake: () => {
        times += 1;
        return Promise.reject(new Error('disk full'));
      },
    });
    const { ts } = addMessage(slack.state, { channel, user: 'U2', text: 'card' });
    const sign = { channel, user: 'U1', messageTs: ts, reaction: 'octagonal_sign' };
    const delivered = await reactTo(slack.state, { endpoint: slack.endpoint }, sign);
    expect(delivered).toEqual({ confirmed: false, attempts: 4 });
    expect(times).toBe(4);
    expect(new Set(slack.asked.map(({ deliveryId }) => deliveryId)).size).toBe(1);
  });

  it('works with Slack’s own button of the session', async () => {
    const { slack, root, target } = await start();
    await stopSession(slack.state, target, { channel, user: 'U3', threadTs: root.ts });
    expect(slack.asked).toMatchObject([
      { actor: { user: 'U3' }, place: { channel, thread: root.ts }, request: { verb: 'stop' } },
    ]);
  });
});

const origin = (thread: string) => ({
  platform: 'slack' as const,
  workspace: 'T0EMULATOR',
  channel,
  thread,
});
const news = (thread: string, state: GoalState) => ({
  dispatcher: { platform: 'slack' as const, user: 'U1' },
  origin: origin(thread),
  state,
  title: 'Fix it',
});

describe('agent sessions in Slack', () => {
  it('show how goals go, and of quick changes only the last', async () => {
    const slack = await open({ options: { agent: true, clock: instantly() } });
    const { ts } = addMessage(slack.state, { channel, user: slack.state.bot.user, text: 'card' });
    const status = () => slack.state.sessions.get(`${channel}:${ts}`)?.status;
    for (const [state, wanted] of [
      ['queued', 'active'],
      ['running', 'processing'],
      ['waiting', 'suspended'],
      ['done', 'closed'],
    ] as const) {
      slack.slack.goalChanged(news(ts, state));
      slack.slack.goalChanged(news(ts, state));
      await until(`it is ${wanted}`, () => status() === wanted);
    }
    expect(callsOf(slack, 'agents.sessions.setStatus')).toHaveLength(4);
  });

  it('are told of only where the app is an agent; what Slack refuses is in the log once', async () => {
    const plain = await open();
    plain.slack.goalChanged(news('1.000001', 'running'));
    await plain.close();
    expect(callsOf(plain, 'agents.sessions.setStatus')).toEqual([]);
    const slack = await open({ options: { agent: true, clock: instantly() } });
    slack.state.scopes.delete('assistant:write');
    for (const thread of ['1.000001', '1.000002']) slack.slack.goalChanged(news(thread, 'running'));
    await until('both were tried', () => callsOf(slack, 'agents.sessions.setStatus').length === 2);
    await slack.slack.stop();
    expect(slack.log.filter((line) => line.includes('agent sessions'))).toHaveLength(1);
  });
});

describe('messages that people change', () => {
  it('are not heard again when they are edited or deleted', async () => {
    const { state, endpoint, asked } = await open();
    const root = addMessage(state, { channel, user: 'U9', text: 'root' });
    const typed = { channel, user: 'U1', text: '!pause', threadTs: root.ts };
    const { ts: messageTs } = await say(state, { endpoint }, typed);
    await editMessage(state, { endpoint }, { channel, messageTs, text: '!stop' });
    await deleteMessage(state, { endpoint }, { channel, messageTs });
    expect(asked).toHaveLength(1);
  });

  it('bring their files along, and name themselves', async () => {
    const { state, endpoint, asked } = await open({ options: { listens: async () => 'say' } });
    const root = addMessage(state, { channel, user: 'U9', text: 'root' });
    const files = [{ name: 'shot.png', bytes: 'png' }];
    const { ts } = await say(
      state,
      { endpoint },
      { channel, user: 'U1', text: '', threadTs: root.ts, files },
    );
    expect(asked).toMatchObject([
      {
        request: { form: 'fields', verb: 'say', text: 'shot.png' },
        source: { platform: 'slack', channel, messageId: ts },
        attachments: [{ name: 'shot.png', type: 'image/png', bytes: 3 }],
      },
    ]);
    const [file] = asked[0]?.attachments ?? [];
    expect(z.string().parse(file?.id)).toMatch(/^F/u);
  });
});
