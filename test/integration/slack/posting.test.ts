import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { Content } from '../../../src/domain/surface/content.ts';
import { pingsOf } from '../../support/slack-emulator/check-blocks.ts';
import { addChannel, publicMessages } from '../../support/slack-emulator/emulator-state.ts';
import { addFault } from '../../support/slack-emulator/faults.ts';
import { addMessage } from '../../support/slack-emulator/sender.ts';
import { renderTranscript } from '../../support/slack-emulator/transcript.ts';
import { openSlack, type OpenSlack } from './open-slack.ts';

let opened: OpenSlack;
beforeEach(async () => {
  opened = await openSlack({ mode: 'http' });
});
afterEach(() => opened.close());

const never = new AbortController().signal;
const says = (title: string): Content => ({ tone: 'info', title, blocks: [] });
const to = (channel: string, thread?: string) => ({
  platform: 'slack' as const,
  workspace: 'T0EMULATOR',
  channel,
  ...(thread === undefined ? {} : { thread }),
});
const send = (key: string, channel: string) =>
  opened.slack.chat.send({ key, to: to(channel), content: says(key) }, never);

describe('posting to Slack', () => {
  it('answers another channel while one is rate-limited', async () => {
    addFault(opened.state, { kind: 'rate-limit', channel: 'C1', retryAfter: 7, times: Infinity });
    const [limited, other] = await Promise.all([send('busy', 'C1'), send('free', 'C2')]);
    expect(limited).toEqual({ ok: false, failure: { kind: 'rate-limited', retryAfterMs: 7000 } });
    expect(other.ok).toBe(true);
    expect(publicMessages(opened.state, 'C1')).toEqual([]);
  });

  it('takes a rate limit without a time as one', async () => {
    addFault(opened.state, { kind: 'rate-limit', method: 'chat.postMessage' });
    expect(await send('k', 'C1')).toMatchObject({ ok: false, failure: { kind: 'rate-limited' } });
  });

  it.each(['store-then-500', 'store-then-drop'] as const)(
    'tries once, doubts, and finds the post after %s',
    async (kind) => {
      addFault(opened.state, { kind, method: 'chat.postMessage' });
      const since = Date.now();
      expect(await send('k', 'C1')).toMatchObject({ ok: false, failure: { kind: 'doubtful' } });
      const shown = publicMessages(opened.state, 'C1');
      expect(shown).toHaveLength(1);
      expect(await opened.slack.chat.find({ key: 'k', to: to('C1') }, since, never)).toEqual({
        ok: true,
        messageId: shown[0]?.ts,
      });
    },
  );

  it('doubts a post that got no answer in time or one that is not Slack’s', async () => {
    await opened.close();
    opened = await openSlack({ mode: 'http', options: { timing: { callMs: 60 } } });
    addFault(opened.state, { kind: 'hang', method: 'chat.postMessage' });
    expect(await send('k', 'C1')).toMatchObject({ ok: false, failure: { kind: 'doubtful' } });
    addFault(opened.state, { kind: 'not-json', method: 'chat.postMessage' });
    expect(await send('k', 'C1')).toMatchObject({ ok: false, failure: { kind: 'doubtful' } });
  });

  it('knows that nothing was sent when nobody listens', async () => {
    const silent = createServer();
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    await new Promise((resolve) => silent.close(resolve));
    await opened.close();
    opened = await openSlack({
      mode: 'http',
      start: false,
      options: { apiUrl: `http://127.0.0.1:${port}/api/` },
    });
    expect(await send('k', 'C1')).toMatchObject({ ok: false, failure: { kind: 'transient' } });
  });

  it.each([
    ['channel_not_found', 'C9'],
    ['not_in_channel', 'C3'],
    ['is_archived', 'C4'],
  ])('says %s with what a person can do, while other channels work', async (code, channel) => {
    addChannel(opened.state, 'C3', { botIsMember: false });
    addChannel(opened.state, 'C4', { archived: true });
    expect(await send('k', channel)).toMatchObject({
      ok: false,
      failure: { kind: 'refused', code, hint: expect.stringMatching(/invite|unarchive/iu) },
    });
    expect((await send('k2', 'C1')).ok).toBe(true);
  });

  it('refuses a thread that was deleted, and one whose timestamp lost its zeros', async () => {
    const root = addMessage(opened.state, { channel: 'C1', user: 'U1', text: 'root' });
    const reply = (thread: string) =>
      opened.slack.chat.send({ key: thread, to: to('C1', thread), content: says('reply') }, never);
    expect((await reply(root.ts)).ok).toBe(true);
    expect(await reply(String(Number(root.ts)))).toMatchObject({ failure: { code: 'invalid_thread_ts' } });
    expect(await reply('1700000000.000100')).toMatchObject({ failure: { code: 'thread_not_found' } });
  });

  it('keeps blocks when it edits, and refuses to edit what is not there', async () => {
    const sent = await send('k', 'C1');
    if (!sent.ok) throw new Error('not sent');
    await opened.slack.chat.edit(sent.messageId, { key: 'card', to: to('C1'), content: says('new') }, never);
    const [message] = publicMessages(opened.state, 'C1');
    expect(message?.blocks).toHaveLength(1);
    expect(message?.metadata?.event_payload).toEqual({ key: 'k' });
    expect(
      await opened.slack.chat.edit('1.000000', { key: 'card', to: to('C1'), content: says('x') }, never),
    ).toMatchObject({ ok: false, failure: { kind: 'refused', code: 'message_not_found' } });
  });

  it('does not take another person’s message with its key for its own', async () => {
    const forged = addMessage(opened.state, { channel: 'C1', user: 'U1', text: 'mine' });
    forged.metadata = { event_type: 'drover_post', event_payload: { key: 'k' } };
    expect(await opened.slack.chat.find({ key: 'k', to: to('C1') }, 0, never)).toEqual({ ok: true });
  });

  it('does not say that there is no post when the search failed', async () => {
    addFault(opened.state, { kind: 'rate-limit', method: 'conversations.history', retryAfter: 3 });
    expect(await opened.slack.chat.find({ key: 'k', to: to('C1') }, 0, never)).toEqual({
      ok: false,
      failure: { kind: 'rate-limited', retryAfterMs: 3000 },
    });
  });

  it('pings nobody and unfurls nothing with hostile text', async () => {
    const evil = '<!channel> <@U1> @here ```x``` <https://evil.test|https://github.com> &lt;!here&gt;';
    const content: Content = {
      tone: 'bad',
      title: evil,
      blocks: [
        { type: 'text', spans: [evil, { bold: evil }, { code: evil }, { link: evil, label: evil }] },
        { type: 'fields', fields: [{ label: evil, value: [evil, { person: evil, label: evil }] }] },
        { type: 'output', text: evil },
        { type: 'small', spans: [evil] },
      ],
    };
    await opened.slack.chat.send({ key: 'k', to: to('C1'), content }, never);
    const [message = { text: '<!nothing>', blocks: [] }] = publicMessages(opened.state, 'C1');
    expect(pingsOf(message)).toEqual([]);
    expect(opened.state.calls.at(-1)?.args).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false' });
    expect(renderTranscript(opened.state)).toContain('@\u200Bhere');
  });

  it('waits with posts while the bot token is refused, and says so in its health', async () => {
    addFault(opened.state, { kind: 'error', method: 'chat.postMessage', error: 'token_revoked' });
    expect(await send('k', 'C1')).toMatchObject({ ok: false, failure: { kind: 'transient' } });
    expect(opened.slack.health()).toEqual({ ok: false, reason: expect.stringContaining('token_revoked') });
    expect((await send('k2', 'C1')).ok).toBe(true);
    expect(opened.slack.health().ok).toBe(true);
  });
});
