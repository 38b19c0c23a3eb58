import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Chart } from '../../../src/domain/surface/chart.ts';
import type { Content } from '../../../src/domain/surface/content.ts';
import { publicMessages, type StoredMessage } from '../../support/slack-emulator/emulator-state.ts';
import { addFault } from '../../support/slack-emulator/faults.ts';
import { addMessage } from '../../support/slack-emulator/sender.ts';
import { openSlack, type OpenSlack } from './open-slack.ts';

const chart: Chart = { title: 'G-1', from: 0, to: 1, bars: [], spend: { unit: 'usd', points: [] } };
const png = Buffer.from('89504e470d0a1a0a', 'hex');
const undrawn = () => Promise.reject(new Error('no fonts'));
let draws = 0;
const drawn = async () => {
  draws += 1;
  return png;
};
let opened: OpenSlack;
beforeEach(async () => {
  draws = 0;
  opened = await openSlack({ mode: 'http', options: { draw: drawn } });
});
afterEach(() => opened.close());

const never = new AbortController().signal;
const to = { platform: 'slack', workspace: 'T0EMULATOR', channel: 'C1' } as const;
const saying = (...blocks: Content['blocks']): Content => ({ tone: 'good', title: 'Done', blocks });
const picture: Content['blocks'][number] = { type: 'chart', alt: 'Two turns, one check', chart };
const log: Content['blocks'][number] = {
  type: 'output',
  name: 'G-1.log',
  text: Array.from({ length: 900 }, (_, n) => `line ${n} <!here>`).join('\n'),
};
const send = (content: Content, key = 'k') => opened.slack.chat.send({ key, to, content }, never);
const only = (): StoredMessage => {
  const [message, ...more] = publicMessages(opened.state, 'C1');
  if (message === undefined || more.length > 0) throw new Error(`${1 + more.length} messages`);
  return message;
};
const unharmed = () => expect(opened.state.violations).toEqual([]);
const callsOf = (method: string) => opened.state.calls.filter((call) => call.method === method);

const source = () => {
  const { ts } = addMessage(opened.state, { channel: 'C1', user: 'U1', text: '!say hello' });
  return { platform: 'slack' as const, workspace: 'T0EMULATOR', channel: 'C1', messageId: ts };
};
const signs = () => [...(only().reactions ?? [])].map(([name, users]) => `${name} ${[...users].join('+')}`);

describe('pictures and files in Slack', () => {
  it('are shown in the one message that has the key', async () => {
    const sent = await send(saying(picture, log));
    const message = only();
    expect(sent).toEqual({ ok: true, messageId: message.ts });
    expect(message.metadata?.event_payload).toEqual({ key: 'k' });
    expect(JSON.stringify(message.blocks)).toMatch(/"type":"image","slack_file":\{"id":"F\d+"\}/u);
    const files = [...opened.state.files.values()];
    expect(files.map(({ name, channels }) => [name, [...channels]])).toEqual([
      ['chart.png', ['C1']],
      ['G-1.log', ['C1']],
    ]);
    expect(files[0]?.bytes).toEqual(png);
    expect(files[1]?.bytes?.toString()).toContain('line 450 <!here>');
    unharmed();
  });

  it('are not needed for what is short', async () => {
    await send(saying({ type: 'output', name: 'G-1.log', text: 'short' }));
    expect(opened.state.files.size).toBe(0);
    expect(JSON.stringify(only().blocks)).toContain('short');
  });

  it('wait until Slack has looked at a picture', async () => {
    opened.state.filesReadyAfter = 1;
    await send(saying(picture));
    expect(JSON.stringify(only().blocks)).toContain('slack_file');
    expect(callsOf('files.info')).toHaveLength(2);
    unharmed();
  });

  it.each([
    ['files.getUploadURLExternal', 'error'],
    ['upload', 'http-500'],
    ['files.completeUploadExternal', 'http-500'],
    ['files.info', 'rate-limit'],
  ] as const)('are told in words when %s fails with %s, and the log says so', async (method, kind) => {
    addFault(opened.state, { kind, method });
    expect((await send(saying(picture))).ok).toBe(true);
    expect(only().text).toContain('Two turns, one check');
    expect(JSON.stringify(only().blocks)).not.toContain('slack_file');
    expect(opened.log.join('\n')).toMatch(/told in words/u);
    unharmed();
  });

  it('do not hold up the message when Slack does not answer', async () => {
    await opened.close();
    opened = await openSlack({ mode: 'http', options: { draw: drawn, timing: { callMs: 800 } } });
    addFault(opened.state, { kind: 'hang', method: 'upload' });
    expect((await send(saying(picture, log))).ok).toBe(true);
    expect(only().text).toContain('Two turns, one check');
    expect(opened.state.calls.filter(({ method }) => method === 'files.getUploadURLExternal')).toHaveLength(
      1,
    );
  });

  it('are cut in the middle when a log cannot be brought', async () => {
    addFault(opened.state, { kind: 'http-500', method: 'upload' });
    await send(saying(log));
    expect(JSON.stringify(only().blocks)).toMatch(/line 0 .*characters left out.*line 899 /su);
  });

  it('are brought once, however often the message is sent or edited', async () => {
    addFault(opened.state, { kind: 'rate-limit', method: 'chat.postMessage', retryAfter: 0 });
    expect(await send(saying(picture))).toMatchObject({ failure: { kind: 'rate-limited' } });
    const sent = await send(saying(picture));
    if (!sent.ok) throw new Error('not sent');
    await opened.slack.chat.edit(sent.messageId, { key: 'card', to, content: saying(picture) }, never);
    expect(callsOf('files.getUploadURLExternal')).toHaveLength(1);
    expect(draws).toBe(3);
    expect(JSON.stringify(only().blocks)).toContain('slack_file');
  });

  it('do not keep a message from being sent when they cannot be drawn', async () => {
    await opened.close();
    opened = await openSlack({ mode: 'http', options: { draw: undrawn } });
    await send(saying(picture));
    expect(only().text).toContain('Two turns, one check');
    expect(opened.log.join('\n')).toContain('no fonts');
  });
});

describe('a picture that Slack does not take after all', () => {
  it('gives way to its words, and nothing is shown twice', async () => {
    addFault(opened.state, { kind: 'error', method: 'chat.postMessage', error: 'invalid_blocks' });
    expect((await send(saying(picture))).ok).toBe(true);
    expect(only().text).toContain('Two turns, one check');
    expect(JSON.stringify(only().blocks)).not.toContain('slack_file');
  });

  it('is no reason to try again what is refused without one', async () => {
    addFault(opened.state, { kind: 'error', method: 'chat.postMessage', error: 'invalid_blocks' });
    expect(await send(saying(log))).toMatchObject({ failure: { kind: 'refused', code: 'invalid_blocks' } });
    expect(callsOf('chat.postMessage')).toHaveLength(1);
  });
});

describe('signs on a person’s message', () => {
  it('follow each other, one at a time, and doing it twice changes nothing', async () => {
    const message = source();
    for (const sign of ['seen', 'seen', 'delivered', 'acknowledged', 'acknowledged'] as const)
      expect(await opened.slack.chat.sign(message, sign, never)).toEqual({
        ok: true,
        messageId: message.messageId,
      });
    expect(signs()).toEqual(['white_check_mark U0DROVER']);
    expect(callsOf('reactions.get')).toEqual([]);
  });

  it('of an earlier life are found and replaced; other people’s are left alone', async () => {
    const message = source();
    only().reactions = new Map([
      ['eyes', new Set(['U0DROVER', 'U2'])],
      ['warning', new Set(['U2'])],
    ]);
    expect((await opened.slack.chat.sign(message, 'delivered', never)).ok).toBe(true);
    expect(signs()).toEqual(['eyes U2', 'warning U2', 'inbox_tray U0DROVER']);
    expect(callsOf('reactions.remove').map(({ args }) => args['name'])).toEqual(['eyes']);
  });

  it('are refused where the message is gone, and wait for a rate limit', async () => {
    const message = { ...source(), messageId: '1.000000' };
    expect(await opened.slack.chat.sign(message, 'seen', never)).toMatchObject({
      failure: { kind: 'refused', code: 'message_not_found' },
    });
    addFault(opened.state, { kind: 'rate-limit', method: 'reactions.add', retryAfter: 3 });
    expect(await opened.slack.chat.sign(source(), 'seen', never)).toEqual({
      ok: false,
      failure: { kind: 'rate-limited', retryAfterMs: 3000 },
    });
  });
});

describe('a message of drover’s', () => {
  it.each(['edit_window_closed', 'cant_update_message', 'message_not_found'])(
    'that cannot be edited any more says %s',
    async (error) => {
      const sent = await send(saying());
      if (!sent.ok) throw new Error('not sent');
      addFault(opened.state, { kind: 'error', method: 'chat.update', error });
      const edited = opened.slack.chat.edit(sent.messageId, { key: 'card', to, content: saying() }, never);
      expect(await edited).toMatchObject({ ok: false, failure: { kind: 'refused', code: error } });
    },
  );

  it('can be taken back, also when it is gone already; another’s cannot', async () => {
    const sent = await send(saying());
    if (!sent.ok) throw new Error('not sent');
    const { chat } = opened.slack;
    expect(await chat.remove(sent.messageId, to, never)).toEqual({ ok: true, messageId: sent.messageId });
    expect(await chat.remove(sent.messageId, to, never)).toEqual({ ok: true, messageId: sent.messageId });
    const { ts } = addMessage(opened.state, { channel: 'C1', user: 'U1', text: 'mine' });
    expect(await chat.remove(ts, to, never)).toMatchObject({ failure: { code: 'cant_delete_message' } });
  });

  it('reaches a person directly, and is edited and taken back there', async () => {
    const direct = { ...to, channel: 'U7' };
    const { chat } = opened.slack;
    const sent = await chat.send({ key: 'd', to: direct, content: saying() }, never);
    expect(sent).toMatchObject({ ok: true, channel: 'D7' });
    if (!sent.ok) return;
    const edited = await chat.edit(sent.messageId, { key: 'd', to: direct, content: saying() }, never);
    expect(edited.ok).toBe(true);
    expect((await chat.remove(sent.messageId, direct, never)).ok).toBe(true);
    expect(publicMessages(opened.state, 'D7')).toEqual([]);
  });
});
