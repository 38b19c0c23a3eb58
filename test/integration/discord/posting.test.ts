import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Content } from '../../../src/domain/surface/content.ts';
import { addFault } from '../../support/discord-emulator/faults.ts';
import { deleteChannel, startThread, updateThread } from '../../support/discord-emulator/acts/threads.ts';
import { say } from '../../support/discord-emulator/sender/say.ts';
import { channelOf, home } from '../../support/discord-emulator/state/guild.ts';
import { inGeneral, openDiscord, says, soon, shownIn, type OpenDiscord } from './open-discord.ts';

let opened: OpenDiscord;
beforeEach(async () => {
  opened = await openDiscord({ start: false });
});
afterEach(() => opened.close());

const never = new AbortController().signal;
const inBuilds = { ...inGeneral(), channel: home.builds };
const chat = () => opened.discord.chat;
const send = (key: string, to = inGeneral(), content: Content = says(key)) =>
  chat().send({ key, to, content }, never);
const open = (key: string, to = inGeneral()) =>
  chat().send({ key, to, content: says(key), opens: `G-1 · ${key}` }, never);
const contents = (channel: string) => shownIn(opened.state, channel).map(({ content }) => content);

/** What a post comes to while Discord limits, and how far its limit reaches. */
const limitedBy = async (scope: 'global' | 'user') => {
  addFault(opened.state, { kind: 'rate-limit', scope, retryAfter: 7 });
  const sent = await send(`limited-${scope}`);
  return sent.ok ? undefined : sent.failure;
};

describe('posting to Discord', () => {
  it('makes a thread of the first message, and notices go into it while the card is edited in the channel', async () => {
    const root = await open('x'.repeat(300));
    if (!root.ok) throw new Error(JSON.stringify(root.failure));
    const thread = inGeneral(root.messageId);
    expect(channelOf(opened.state, root.messageId)).toMatchObject({ parent: home.general });
    expect(channelOf(opened.state, root.messageId).name).toHaveLength(100);
    expect((await send('a notice', thread)).ok).toBe(true);
    await chat().edit(root.messageId, { key: 'card', to: thread, content: says('the newest state') }, never);
    expect(contents(home.general).join()).toContain('the newest state');
    expect(contents(root.messageId).join()).toContain('a notice');
  });

  it('posts once though the answer was lost and it is sent again', async () => {
    addFault(opened.state, { kind: 'store-then-drop', route: 'message.create' });
    expect(await send('k')).toMatchObject({ ok: false, failure: { kind: 'doubtful' } });
    expect((await send('k')).ok).toBe(true);
    expect(shownIn(opened.state, home.general)).toHaveLength(1);
  });

  it('finds what an earlier life posted, by its words, and makes the thread that is missing', async () => {
    addFault(opened.state, { kind: 'error', route: 'thread.create', code: 0, status: 500 });
    expect(await open('k')).toMatchObject({ ok: false, failure: { kind: 'transient' } });
    const [stored] = shownIn(opened.state, home.general);
    // Discord shows nonces for some minutes only.
    Object.assign(stored ?? {}, { nonce: undefined });
    const others = await openDiscord({ start: false, options: { apiUrl: `${opened.state.url}/api` } });
    const wanted = { key: 'k', to: inGeneral(), content: says('k'), opens: 'G-1' };
    expect(await others.discord.chat.find(wanted, Date.now() - 1000, never)).toEqual({
      ok: true,
      messageId: stored?.id,
    });
    expect(channelOf(opened.state, stored?.id ?? '')).toMatchObject({ parent: home.general });
    expect(await others.discord.chat.find({ ...wanted, content: says('other') }, 0, never)).toEqual({
      ok: true,
    });
    await others.close();
  });

  it('does not take a person’s message with the same words for its own, nor one of another post', async () => {
    const sent = await send('first', inGeneral(), says('same'));
    say(opened.state, { channel: home.general, user: home.bob, text: '### ℹ️ same' });
    expect(sent.ok).toBe(true);
    const wanted = { key: 'second', to: inGeneral(), content: says('same') };
    expect(await chat().find(wanted, 0, never)).toEqual({ ok: true });
  });

  it('goes on with the thread when its message stands already, also when the thread does', async () => {
    addFault(opened.state, { kind: 'rate-limit', route: 'thread.create', retryAfter: 3 });
    expect(await open('k')).toEqual({
      ok: false,
      failure: { kind: 'rate-limited', retryAfterMs: expect.any(Number) },
    });
    const [stored] = shownIn(opened.state, home.general);
    const general = channelOf(opened.state, home.general);
    if (stored === undefined) throw new Error('the message does not stand');
    startThread(opened.state, general, { name: 'made already', owner: opened.state.bot.id, starter: stored });
    expect(await open('k')).toEqual({ ok: true, messageId: stored?.id });
    expect(shownIn(opened.state, home.general).filter(({ type }) => type === 0)).toHaveLength(1);
  });

  it('takes the message back where no thread may be made', async () => {
    channelOf(opened.state, home.general).denied.add('threads');
    expect(await open('k')).toMatchObject({ ok: false, failure: { kind: 'refused', code: '50013' } });
    expect(shownIn(opened.state, home.general)).toEqual([]);
  });

  it('answers another channel while one is limited, and says how long', async () => {
    addFault(opened.state, { kind: 'rate-limit', channel: home.general, retryAfter: 7, times: Infinity });
    const [limited, other] = await Promise.all([send('busy'), send('free', inBuilds)]);
    expect(limited).toMatchObject({ ok: false, failure: { kind: 'rate-limited' } });
    expect(
      limited.ok || limited.failure.kind !== 'rate-limited' ? 0 : limited.failure.retryAfterMs,
    ).toBeGreaterThan(6000);
    expect(other.ok).toBe(true);
  });

  it('tells a limit of everything from that of one place', async () => {
    expect(await limitedBy('user')).not.toHaveProperty('everywhere');
    expect(await limitedBy('global')).toMatchObject({ kind: 'rate-limited', everywhere: true });
  });

  it.each(['view', 'send'] as const)(
    'says what to do where it may not %s, and goes on elsewhere',
    async (right) => {
      channelOf(opened.state, home.general).denied.add(right);
      expect(await send('k')).toMatchObject({
        ok: false,
        failure: {
          kind: 'refused',
          code: right === 'view' ? '50001' : '50013',
          hint: expect.stringMatching(/role/u),
        },
      });
      expect((await send('k2', inBuilds)).ok).toBe(true);
    },
  );

  it('writes into an archived thread, and says so when one is locked or deleted', async () => {
    const root = await open('k');
    const id = root.ok ? root.messageId : '';
    const thread = channelOf(opened.state, id);
    updateThread(opened.state, thread, { archived: true });
    expect((await send('back', inGeneral(id))).ok).toBe(true);
    updateThread(opened.state, thread, { archived: true, locked: true });
    expect(await send('no', inGeneral(id))).toMatchObject({ ok: false, failure: { code: '160005' } });
    deleteChannel(opened.state, thread);
    expect(await send('gone', inGeneral(id))).toMatchObject({ ok: false, failure: { code: '10003' } });
  });

  it('writes to a person directly, and says so when that person takes no messages', async () => {
    const to = { ...inGeneral(), channel: `@${home.bob}` };
    expect((await chat().send({ key: 'k', to, content: says('psst'), opens: 'G-1' }, never)).ok).toBe(true);
    const direct = [...opened.state.channels.values()].find((one) => one.recipient === home.bob);
    expect(direct?.messages[0]?.content).toContain('psst');
    const eve = opened.state.users.get(home.eve);
    if (eve !== undefined) eve.dms = 'closed';
    expect(await send('k2', { ...to, channel: `@${home.eve}` })).toMatchObject({
      failure: { code: '50007' },
    });
  });

  it('knows that nothing was sent when nobody listens, and doubts what hangs or is not Discord’s', async () => {
    addFault(opened.state, { kind: 'not-json', route: 'message.create' });
    expect(await send('k')).toMatchObject({ failure: { kind: 'doubtful' } });
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    await new Promise((resolve) => silent.close(resolve));
    const options = { apiUrl: `http://127.0.0.1:${port}/api` };
    const alone = await openDiscord({ start: false, options });
    expect(
      await alone.discord.chat.send({ key: 'k', to: inGeneral(), content: says('k') }, never),
    ).toMatchObject({
      failure: { kind: 'transient' },
    });
    await alone.close();
  });

  it('waits with posts while the token is refused, asks seldom, and goes on when it is right again', async () => {
    addFault(opened.state, { kind: 'error', route: 'message.create', code: 0, status: 401 });
    for (const key of ['a', 'b', 'c', 'd'])
      expect(await send(key)).toMatchObject({ ok: false, failure: { kind: 'transient' } });
    expect(opened.state.calls.length).toBe(1);
    expect(opened.discord.health()).toEqual({ ok: false, reason: expect.stringContaining('token') });
    await expect.poll(async () => (await send('later')).ok, soon).toBe(true);
    expect(opened.discord.health().reason).not.toContain('token');
  });

  it('notifies only who is asked, whatever the text says', async () => {
    const evil = `@everyone <@${home.eve}> <@&${home.operators}> [https://github.com](https://evil.test) \`\`\`x\`\`\``;
    const blocks: Content['blocks'] = [
      {
        type: 'text',
        spans: [evil, { bold: evil }, { code: evil }, { link: 'https://evil.test', label: 'github.com' }],
      },
      { type: 'fields', fields: [{ label: evil, value: [{ person: home.bob, label: 'bob' }] }] },
      { type: 'output', text: evil },
    ];
    await send('told', inGeneral(), { tone: 'bad', title: evil, blocks });
    await send('asked', inGeneral(), { tone: 'ask', title: evil, blocks });
    const pings = shownIn(opened.state, home.general).map((message) => message.pings);
    expect(pings).toEqual([[], [`<@${home.bob}>`]]);
  });
});
