import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { react, say } from '../../support/discord-emulator/sender/say.ts';
import { addMember, channelOf, home } from '../../support/discord-emulator/state/guild.ts';
import { inGeneral, openDiscord, recorded, says, soon, shownIn, type OpenDiscord } from './open-discord.ts';

let opened: OpenDiscord;
let thread = '';
const helper = '200000000000000099';
beforeEach(async () => {
  opened = await openDiscord({
    options: {
      bots: [helper],
      isGoalThread: async (place) => place.thread === thread,
      listens: async (place) => (place.thread === thread ? 'say' : undefined),
    },
    intake: async (message) =>
      message.request.form === 'line' && message.request.line.startsWith('nonsense')
        ? { ok: false, code: 'VERB_UNKNOWN', content: says('There is no such verb') }
        : recorded('ok'),
  });
  const content = says('card');
  const root = await opened.discord.chat.send(
    { key: 'root', to: inGeneral(), content, opens: 'G-1' },
    new AbortController().signal,
  );
  thread = root.ok ? root.messageId : '';
});
afterEach(() => opened.close());

const write = (text: string, channel = thread, user: string = home.alice) =>
  say(opened.state, { channel, user, text });
const requests = () => opened.asked.map(({ request }) => request);
/** A message after which everything before it was heard. */
const allHeard = async () => {
  write(`<@${opened.state.bot.id}> last`);
  await expect.poll(() => requests().at(-1), soon).toEqual({ form: 'line', line: 'last', named: true });
  return requests().slice(0, -1);
};

describe('messages in Discord', () => {
  it('hands plain words in a goal’s thread to the agent, shows them nothing but the sign, and knows where they stand', async () => {
    const message = say(opened.state, {
      channel: thread,
      user: home.alice,
      text: 'use *the other* file',
      files: [{ name: 'shot.png', type: 'image/png', text: 'png' }],
    });
    await expect
      .poll(requests, soon)
      .toEqual([{ form: 'fields', verb: 'say', text: 'use *the other* file' }]);
    expect(opened.asked[0]).toMatchObject({
      deliveryId: `discord:${thread}:${message.id}`,
      actor: { user: home.alice, groups: [`discord:@${home.operators}`] },
      place: inGeneral(thread),
      source: { platform: 'discord', channel: thread, messageId: message.id },
      attachments: [{ name: 'shot.png', type: 'image/png', bytes: 3 }],
    });
    await allHeard();
    expect(shownIn(opened.state, thread).filter(({ replyTo }) => replyTo === message.id)).toEqual([]);
  });

  it('takes !verbs, a bare stop and its own name, and answers them in the thread', async () => {
    write('!pause');
    write(' STOP ');
    const named = write(`<@${opened.state.bot.id}> run fix it`, home.builds);
    await expect.poll(() => opened.asked.length, soon).toBe(3);
    expect(requests()).toContainEqual({ form: 'line', line: 'run fix it', named: true });
    expect(requests().filter((one) => one.form === 'line' && one.line !== 'run fix it')).toEqual([
      { form: 'line', line: 'pause' },
      { form: 'line', line: 'stop' },
    ]);
    const reply = () => shownIn(opened.state, home.builds).find(({ replyTo }) => replyTo === named.id);
    await expect.poll(() => reply()?.content, soon).toContain('Recorded');
  });

  it('leaves talk alone: in channels, in other threads, to other people, by bots that are not listed', async () => {
    const bot = addMember(opened.state, home.guild, { name: 'ci', bot: true });
    write('just talking', home.builds);
    write('!pause', home.builds);
    write(`<@${home.bob}> look at this`);
    write('!stop everything', thread, bot.id);
    expect(await allHeard()).toEqual([]);
  });

  it('listens to a bot that is listed, as an outsider', async () => {
    addMember(opened.state, home.guild, { id: helper, name: 'helper', bot: true });
    write('!pause', thread, helper);
    await expect.poll(() => opened.asked[0]?.actor, soon).toMatchObject({ user: helper, outsider: 'bot' });
  });

  it('stops at the sign for stop, on the card and in the thread, and at no other', async () => {
    react(opened.state, { message: thread, user: home.alice, emoji: '👍' });
    react(opened.state, { message: thread, user: home.alice, emoji: '🛑' });
    const word = write('a remark');
    react(opened.state, { message: word.id, user: home.bob, emoji: '🛑' });
    await expect
      .poll(() => requests().filter(({ form }) => form === 'line'), soon)
      .toEqual([
        { form: 'line', line: 'stop' },
        { form: 'line', line: 'stop' },
      ]);
    expect(opened.asked.every(({ place }) => place.thread === thread)).toBe(true);
  });

  it('says that nothing was recorded when a message could not be stored', async () => {
    await opened.close();
    opened = await openDiscord({ intake: () => Promise.reject(new Error('disk')) });
    const named = write(`<@${opened.state.bot.id}> run fix it`, home.builds);
    const reply = () => shownIn(opened.state, home.builds).find(({ replyTo }) => replyTo === named.id);
    await expect.poll(() => reply()?.content, soon).toContain('Nothing was recorded');
  });

  it('waits until it can be told whose thread it is: the gateway delivers nothing again', async () => {
    let asked = 0;
    await opened.close();
    const isGoalThread = async () => {
      asked += 1;
      if (asked === 1) throw new Error('its card is under way');
      return true;
    };
    opened = await openDiscord({ options: { isGoalThread } });
    const root = await opened.discord.chat.send(
      { key: 'r', to: inGeneral(), content: says('card'), opens: 'G-1' },
      new AbortController().signal,
    );
    write('!pause', root.ok ? root.messageId : '');
    await expect.poll(requests, soon).toEqual([{ form: 'line', line: 'pause' }]);
  });

  it('tells of a person which roles it has, and that it is none of the server', async () => {
    const about = (user: string) => opened.discord.people?.about({ platform: 'discord', user });
    expect(await about(home.alice)).toMatchObject({
      ok: true,
      person: { groups: [`discord:@${home.operators}`] },
    });
    expect(await about('209999999999999999')).toMatchObject({ ok: true, person: { outsider: 'external' } });
    expect(opened.discord.workspace()).toBe(home.guild);
    expect(channelOf(opened.state, home.general).messages).toHaveLength(1);
  });
});
