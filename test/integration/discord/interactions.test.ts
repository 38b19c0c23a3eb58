import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clickButton, choose } from '../../support/discord-emulator/sender/press.ts';
import { postSigned } from '../../support/discord-emulator/sender/sign.ts';
import { lookAt } from '../../support/discord-emulator/sender/seen.ts';
import { submitModal } from '../../support/discord-emulator/sender/submit-modal.ts';
import { autocomplete, typeCommand } from '../../support/discord-emulator/sender/type-command.ts';
import type { Target } from '../../support/discord-emulator/sender/interact.ts';
import { addFault } from '../../support/discord-emulator/faults.ts';
import { home } from '../../support/discord-emulator/state/guild.ts';
import { deskWith, inGeneral, openDiscord, says, soon, shownIn, type OpenDiscord } from './open-discord.ts';

let opened: OpenDiscord;
beforeEach(async () => {
  opened = await openDiscord();
});
afterEach(() => opened.close());

const never = new AbortController().signal;
const settled = async (id: string) => {
  await expect.poll(() => lookAt(opened.state, id).pending, soon).toBe(false);
  return lookAt(opened.state, id);
};
const ways = ['gateway', 'http'] as const;
const to = (way: (typeof ways)[number]): Target =>
  way === 'gateway' ? 'gateway' : { endpoint: opened.endpoint };
const withButtons = async () => {
  const sent = await opened.discord.chat.send(
    {
      key: 'card',
      to: inGeneral(),
      content: says('G-1 works', [
        {
          type: 'buttons',
          buttons: [
            { act: 'pause/G-1', label: 'Pause', style: 'plain' },
            {
              act: 'cancel/G-1',
              label: 'Cancel',
              style: 'danger',
              confirm: { title: 'Cancel?', text: 'It ends.', yes: 'Cancel' },
            },
            { act: 'form/say/G-1', label: 'Say', style: 'primary' },
            { act: 'form/say/G-9', label: 'Say to G-9', style: 'plain' },
            { act: 'gone/G-1', label: 'Gone', style: 'plain' },
          ],
        },
        {
          type: 'choice',
          act: 'answer/G-1/Q-1',
          placeholder: 'Which?',
          options: [
            { value: '1', label: 'one' },
            { value: '2', label: 'two' },
          ],
        },
      ]),
    },
    never,
  );
  if (!sent.ok) throw new Error(JSON.stringify(sent.failure));
  return sent.messageId;
};

describe.each(ways)('interactions by %s', (way) => {
  it('takes a typed command with its options and answers this person alone when it is recorded', async () => {
    const seen = await typeCommand(opened.state, to(way), {
      channel: home.general,
      user: home.alice,
      verb: 'run',
      options: { text: 'fix *it*', cost: 2.5, 'no-accept': true, attach: { file: 'plan.md', text: 'plan' } },
    });
    expect(seen).toMatchObject({ outcome: 'deferred', ephemeral: true });
    expect((await settled(seen.interactionId)).text).toContain('Recorded');
    const [message] = opened.asked;
    expect(message).toMatchObject({
      deliveryId: `discord:interaction:${seen.interactionId}`,
      actor: { platform: 'discord', user: home.alice, groups: [`discord:@${home.operators}`] },
      place: inGeneral(),
      request: { form: 'fields', verb: 'run', text: 'fix *it*', flags: { cost: 2.5, 'no-accept': true } },
      attachments: [{ name: 'plan.md', bytes: 4 }],
    });
    expect(Math.abs((message?.at ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  it('takes a part of a verb with its words as flags', async () => {
    const options = { name: 'nightly', cron: '@daily', text: 'tidy up' };
    const typed = { channel: home.general, user: home.bob, verb: 'schedule add', options };
    await typeCommand(opened.state, to(way), typed);
    await expect
      .poll(() => opened.asked[0]?.request, soon)
      .toEqual({
        form: 'fields',
        verb: 'schedule',
        part: 'add',
        text: 'tidy up',
        flags: { name: 'nightly', cron: '@daily' },
      });
  });

  it('opens a form for a run without anything, tells what is wrong with it, and takes it when it is right', async () => {
    const typed = { channel: home.general, user: home.alice, verb: 'run' };
    const first = await typeCommand(opened.state, to(way), typed);
    expect(first.outcome).toBe('modal');
    expect(first.text).toContain('A new goal');
    const bad = { interactionId: first.interactionId, fields: { text: 'bad' } };
    expect(await submitModal(opened.state, to(way), bad)).toMatchObject({
      outcome: 'message',
      ephemeral: true,
      text: expect.stringContaining('says nothing'),
    });
    expect(opened.asked).toEqual([]);
    const good = { interactionId: first.interactionId, fields: { text: 'fix it', project: ['site'] } };
    await settled((await submitModal(opened.state, to(way), good)).interactionId);
    expect(opened.asked[0]?.request).toEqual({
      form: 'fields',
      verb: 'run',
      text: 'fix it',
      flags: { project: 'site' },
    });
  });

  it('completes an option in time, and shows nothing when that fails', async () => {
    const typed = { channel: home.general, user: home.alice, verb: 'pause', focused: 'goal', value: 'G' };
    const seen = await autocomplete(opened.state, to(way), typed);
    expect(seen.choices).toEqual([{ name: 'goal G', value: 'goal-G' }]);
    expect(opened.asked).toEqual([]);
  });

  it('takes a pressed button and a choice, and answers privately', async () => {
    const message = await withButtons();
    const pressed = { message, user: home.bob, label: 'Pause' };
    expect(await clickButton(opened.state, to(way), pressed)).toMatchObject({ ephemeral: true });
    const picked = { message, user: home.bob, values: ['2'] };
    await choose(opened.state, to(way), picked);
    await expect
      .poll(() => opened.asked.map(({ request }) => request), soon)
      .toEqual([
        { form: 'fields', verb: 'pause', goal: 'G-1', text: '' },
        { form: 'fields', verb: 'answer', goal: 'G-1', text: 'Q-1 2' },
      ]);
  });

  it('asks once more before a dangerous button counts', async () => {
    const message = await withButtons();
    const press = { message, user: home.bob, label: 'Cancel' };
    const question = await clickButton(opened.state, to(way), press);
    expect(question).toMatchObject({ outcome: 'message', ephemeral: true });
    expect(opened.asked).toEqual([]);
    const yes = { message: question.messageId ?? '', user: home.bob, label: 'Cancel' };
    const done = await clickButton(opened.state, to(way), yes);
    expect(done.outcome).toBe('deferred-update');
    await expect.poll(() => lookAt(opened.state, question.interactionId).text, soon).toContain('Recorded');
    expect(opened.asked.map(({ request }) => request)).toEqual([
      { form: 'fields', verb: 'cancel', goal: 'G-1', text: '' },
    ]);
  });

  it('says so when a control or a form is none of drover’s any more', async () => {
    const message = await withButtons();
    const gone = await clickButton(opened.state, to(way), { message, user: home.bob, label: 'Gone' });
    expect(gone).toMatchObject({ ephemeral: true, text: expect.stringContaining('Nothing happened') });
    const settledForm = { message, user: home.bob, label: 'Say to G-9' };
    expect((await clickButton(opened.state, to(way), settledForm)).text).toContain('nothing to fill in');
    const form = await clickButton(opened.state, to(way), { message, user: home.bob, label: 'Say' });
    expect(form.outcome).toBe('modal');
    expect(opened.asked).toEqual([]);
  });
});

const reopen = async (given: Parameters<typeof openDiscord>[0]) => {
  await opened.close();
  opened = await openDiscord(given);
};

describe('interactions in trouble', () => {
  const pause = { channel: home.general, user: home.alice, verb: 'pause', options: { goal: 'G-1' } };

  it('says that nothing was recorded when it could not be stored', async () => {
    await reopen({ intake: () => Promise.reject(new Error('disk')) });
    const seen = await typeCommand(opened.state, 'gateway', pause);
    expect((await settled(seen.interactionId)).text).toContain('Nothing was recorded');
  });

  it('answers by direct message when the interaction’s token has expired meanwhile', async () => {
    const gate = Promise.withResolvers<void>();
    await reopen({ intake: async () => (await gate.promise, { ok: true, content: says('late answer') }) });
    await typeCommand(opened.state, 'gateway', pause);
    addFault(opened.state, { kind: 'error', route: 'webhook.edit', code: 50_027, status: 401 });
    gate.resolve();
    const direct = () => [...opened.state.channels.values()].find((one) => one.recipient === home.alice);
    await expect
      .poll(() => direct()?.messages.map(({ content }) => content), soon)
      .toEqual([expect.stringContaining('late answer')]);
    // An expired token of an interaction is not the bot's token.
    expect(opened.discord.health().ok).toBe(true);
  });

  it('stores a command whose first response was refused, and answers elsewhere', async () => {
    addFault(opened.state, { kind: 'error', route: 'interaction.callback', code: 10_062, status: 404 });
    opened.state.responseMs = 50;
    await typeCommand(opened.state, 'gateway', pause);
    await expect.poll(() => opened.asked.length, soon).toBe(1);
    const direct = () => [...opened.state.channels.values()].find((one) => one.recipient === home.alice);
    await expect.poll(() => direct()?.messages.length, soon).toBe(1);
  });

  it('takes one interaction once, though it comes both ways', async () => {
    const seen = await typeCommand(opened.state, 'gateway', pause);
    await settled(seen.interactionId);
    const repeat = {
      id: seen.interactionId,
      type: 2,
      token: 'again',
      guild_id: home.guild,
      channel_id: home.general,
      member: { user: { id: home.alice }, roles: [] },
      data: { name: 'goal', options: [{ type: 1, name: 'pause', options: [] }] },
    };
    const again = await postSigned(opened.state, opened.endpoint, JSON.stringify(repeat));
    expect(again).toEqual({ status: 202, body: '' });
    expect(opened.asked).toHaveLength(1);
  });

  it('shows no choices when completing fails or takes too long', async () => {
    const typed = { ...pause, options: {}, focused: 'goal', value: 'G' };
    await reopen({ options: { desk: deskWith({ suggest: () => Promise.reject(new Error('no')) }) } });
    expect((await autocomplete(opened.state, 'gateway', typed)).choices).toEqual([]);
    const slow = deskWith({ suggest: () => new Promise(() => undefined) });
    await reopen({ options: { desk: slow, timing: { suggestMs: 20 } } });
    expect((await autocomplete(opened.state, 'gateway', typed)).choices).toEqual([]);
  });

  it('attaches what is too long for an answer', async () => {
    const long = says('the log', [{ type: 'output', text: 'line\n'.repeat(2000), name: 'log.txt' }]);
    await reopen({ intake: async () => ({ ok: true, content: long }) });
    const seen = await settled((await typeCommand(opened.state, 'gateway', pause)).interactionId);
    expect(seen.text).toMatch(/\(file log\.txt, 9999 bytes\)/u);
    expect(shownIn(opened.state, home.general)).toEqual([]);
  });
});
