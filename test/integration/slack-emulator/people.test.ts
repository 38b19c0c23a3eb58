import { describe, expect, it } from 'vitest';
import { addChannel, addPerson, type EmulatorState } from '../../support/slack-emulator/emulator-state.ts';
import {
  deleteMessage,
  editMessage,
  openHome,
  reactTo,
  stopSession,
} from '../../support/slack-emulator/people/happenings.ts';
import { choose, clickButton } from '../../support/slack-emulator/people/press.ts';
import { globalShortcut, messageShortcut } from '../../support/slack-emulator/people/shortcuts.ts';
import { closeView, submitView } from '../../support/slack-emulator/people/submit-view.ts';
import { whatTheySee } from '../../support/slack-emulator/people/what-they-see.ts';
import { say, typeCommand } from '../../support/slack-emulator/sender.ts';
import { brokenIn, codeOf, openEmulator, post } from './open-emulator.ts';

const words = (text: string) => ({ type: 'plain_text' as const, text });
const sure = { title: words('Sure?'), text: words('It ends.'), confirm: words('Yes'), deny: words('No') };
const blocks = [
  {
    type: 'actions' as const,
    elements: [
      { type: 'button' as const, action_id: 'act:0', text: words('Pause'), value: 'pause/G-1' },
      {
        type: 'button' as const,
        action_id: 'act:1',
        text: words('Cancel'),
        value: 'cancel/G-1',
        confirm: sure,
      },
      {
        type: 'static_select' as const,
        action_id: 'choice:2',
        placeholder: words('Which?'),
        options: [{ text: words('Blue'), value: 'answer/G-1/Q-1/2' }],
      },
    ],
  },
];
const modal = (title = 'Say') => ({
  type: 'modal' as const,
  callback_id: 'form',
  title: words(title),
  submit: words('Send'),
  blocks: [
    {
      type: 'input' as const,
      block_id: 'text',
      label: words('Text'),
      element: { type: 'plain_text_input' as const, action_id: 'input', max_length: 20 },
    },
    {
      type: 'input' as const,
      block_id: 'project',
      optional: true,
      label: words('Project'),
      element: {
        type: 'static_select' as const,
        action_id: 'input',
        options: [{ text: words('api'), value: 'p1' }],
      },
    },
  ],
});

async function withCard() {
  const opened = await openEmulator();
  const { ts = '' } = await post(opened.client, {
    text: 'card',
    blocks,
  });
  const target = { endpoint: opened.app.endpoint };
  return { ...opened, target, at: { channel: 'C1', messageTs: ts, user: 'U1' } };
}

async function withModal() {
  const opened = await withCard();
  const { triggerId = '' } = await clickButton(opened.state, opened.target, {
    ...opened.at,
    control: 'Pause',
  });
  await opened.client.views.open({ trigger_id: triggerId, view: modal() });
  return { ...opened, triggerId };
}

const respond = (state: EmulatorState, id = '', body: object = {}) =>
  fetch(`${state.url}/response/${id}`, { method: 'POST', body: JSON.stringify(body) });

describe('a person at a message', () => {
  it('presses a button that is there, by its label, and the app learns who and where', async () => {
    const { state, app, target, at } = await withCard();
    const pressed = await clickButton(state, target, { ...at, control: 'Pause' });
    expect(pressed.acked).toBe(true);
    expect(app.got[0]).toMatchObject({
      type: 'block_actions',
      user: { id: 'U1', team_id: 'T0EMULATOR' },
      container: { message_ts: at.messageTs, channel_id: 'C1', is_ephemeral: false },
      message: { ts: at.messageTs },
      actions: [{ action_id: 'act:0', value: 'pause/G-1' }],
      trigger_id: pressed.triggerId,
    });
    await expect(clickButton(state, target, { ...at, control: 'Resume' })).rejects.toThrow('Pause (act:0)');
  });

  it('is asked first where the button asks, and nothing is sent when he did not mean it', async () => {
    const { state, app, target, at } = await withCard();
    const denied = await clickButton(state, target, { ...at, control: 'Cancel', confirm: 'deny' });
    expect(denied).toMatchObject({ asked: 'Sure?: It ends.', acked: false });
    expect(app.got).toEqual([]);
    await clickButton(state, target, { ...at, control: 'Cancel' });
    expect(app.got).toHaveLength(1);
  });

  it('chooses an option', async () => {
    const { state, app, target, at } = await withCard();
    await choose(state, target, { ...at, control: 'Which?', option: 'Blue' });
    expect(app.got[0]).toMatchObject({ actions: [{ selected_option: { value: 'answer/G-1/Q-1/2' } }] });
  });

  it('sees what comes through the response_url, five times within half an hour', async () => {
    const { state, target, at } = await withCard();
    const { responseId } = await clickButton(state, target, { ...at, control: 'Pause' });
    for (const n of [1, 2, 3, 4, 5])
      expect((await respond(state, responseId, { text: `${n}` })).status).toBe(200);
    expect((await respond(state, responseId, { text: '6' })).status).toBe(404);
    expect(whatTheySee(state, 'U1').messages.map(({ text }) => text)).toEqual(['1', '2', '3', '4', '5']);
    const second = await clickButton(state, target, { ...at, control: 'Pause' });
    state.aheadMs += 31 * 60_000;
    expect((await respond(state, second.responseId, { text: 'late' })).status).toBe(404);
    expect(brokenIn(state)).toEqual(['used_url', 'expired_url']);
  });

  it('presses buttons of what he alone was answered, and may see it replaced', async () => {
    const { state, app, target } = await withCard();
    app.answer = () => ({ response_type: 'ephemeral', text: 'Did you mean run?', blocks });
    await typeCommand(state, target, { channel: 'C1', user: 'U1', text: 'rnu' });
    app.answer = () => undefined;
    const [shown] = whatTheySee(state, 'U1').messages;
    const at = { channel: 'C1', messageTs: shown?.ts ?? '', user: 'U1' };
    const { responseId } = await clickButton(state, target, { ...at, control: 'Pause' });
    expect(app.got.at(-1)).toMatchObject({ container: { is_ephemeral: true } });
    expect(app.got.at(-1)).not.toHaveProperty('message');
    await respond(state, responseId, { text: 'Paused.', replace_original: true });
    expect(whatTheySee(state, 'U1').messages.map(({ text }) => text)).toEqual(['Paused.']);
  });

  it('is told that nothing came of it when the app does not acknowledge in time', async () => {
    const { state, app, target, at } = await withCard();
    state.patienceMs = 30;
    app.answer = () => new Promise(() => undefined);
    const pressed = await clickButton(state, target, { ...at, control: 'Pause' });
    expect(pressed).toMatchObject({ acked: false, seen: 'operation_timeout' });
    const typed = await typeCommand(state, target, { channel: 'C1', user: 'U1', text: 'list' });
    expect(typed.seen).toBe('operation_timeout');
    expect(brokenIn(state)).toEqual(['late-ack', 'late-ack']);
  });

  it('uses shortcuts, with a message and without one', async () => {
    const { state, app, target, at } = await withCard();
    await messageShortcut(state, target, { ...at, callbackId: 'goal_pause' });
    await globalShortcut(state, target, { user: 'U1', callbackId: 'goal_run' });
    expect(app.got).toMatchObject([
      { type: 'message_action', callback_id: 'goal_pause', message: { text: 'card' }, channel: { id: 'C1' } },
      { type: 'shortcut', callback_id: 'goal_run' },
    ]);
  });
});

describe('a person at a modal', () => {
  it('opens one with a trigger, once and within three seconds', async () => {
    const { state, client, target, at, triggerId } = await withModal();
    const open = (trigger: string) => codeOf(client.views.open({ trigger_id: trigger, view: modal() }));
    expect(await open(triggerId)).toBe('exchanged_trigger_id');
    const { triggerId: late = '' } = await clickButton(state, target, { ...at, control: 'Pause' });
    state.aheadMs += 3100;
    expect(await open(late)).toBe('expired_trigger_id');
    expect(await open('none')).toBe('invalid_trigger_id');
    expect(brokenIn(state)).toEqual(['exchanged_trigger_id', 'expired_trigger_id', 'invalid_trigger_id']);
  });

  it('cannot be shown one that is too large', async () => {
    const { state, client, target, at } = await withCard();
    const { triggerId = '' } = await clickButton(state, target, { ...at, control: 'Pause' });
    const open = (view: object) => codeOf(client.apiCall('views.open', { trigger_id: triggerId, view }));
    expect(await open(modal('x'.repeat(25)))).toBe('invalid_arguments');
    expect(await open({ ...modal(), submit: undefined })).toBe('invalid_arguments');
    expect(await open({ ...modal(), private_metadata: 'x'.repeat(3001) })).toBe('invalid_arguments');
    expect(await open(modal())).toBe('ok');
  });

  it('fills it in and sends it; Slack itself refuses empty inputs', async () => {
    const { state, app, target } = await withModal();
    expect(await submitView(state, target, { user: 'U1', values: {} })).toMatchObject({ missing: ['Text'] });
    const sent = await submitView(state, target, { user: 'U1', values: { Text: 'hello', Project: 'api' } });
    expect(sent.closed).toBe(true);
    expect(app.got.at(-1)).toMatchObject({
      type: 'view_submission',
      view: {
        callback_id: 'form',
        state: {
          values: {
            text: { input: { value: 'hello' } },
            project: { input: { selected_option: { value: 'p1' } } },
          },
        },
      },
    });
    await expect(submitView(state, target, { user: 'U1', values: {} })).rejects.toThrow('no modal open');
  });

  it('is shown what is wrong, at the input where it is wrong', async () => {
    const { state, app, target } = await withModal();
    app.answer = () => ({ response_action: 'errors', errors: { text: 'Not like this.' } });
    const sent = await submitView(state, target, { user: 'U1', values: { Text: 'x' } });
    expect(sent).toMatchObject({ closed: false, errors: { text: 'Not like this.' } });
    expect(whatTheySee(state, 'U1').modals).toHaveLength(1);
    app.answer = () => ({ response_action: 'errors', errors: { nowhere: 'Wrong.' } });
    await submitView(state, target, { user: 'U1', values: { Text: 'x' } });
    expect(brokenIn(state)).toEqual(['errors-without-input']);
  });

  it('closes it, and the app is told only when it asked to be', async () => {
    const { state, app, target } = await withModal();
    const before = app.got.length;
    expect((await closeView(state, target, { user: 'U1' })).acked).toBe(false);
    expect(app.got).toHaveLength(before);
    expect(whatTheySee(state, 'U1').modals).toEqual([]);
  });
});

describe('other things that people do', () => {
  it('look at drover’s page, which is published against its newest hash', async () => {
    const { state, client, app, target } = await withCard();
    await openHome(state, target, { user: 'U1' });
    expect(app.got[0]).toMatchObject({ event: { type: 'app_home_opened', user: 'U1', tab: 'home' } });
    const view = { type: 'home' as const, blocks };
    const first = await client.views.publish({ user_id: 'U1', view });
    const hash = first.view?.hash ?? '';
    expect(await codeOf(client.views.publish({ user_id: 'U1', view, hash }))).toBe('ok');
    expect(await codeOf(client.views.publish({ user_id: 'U1', view, hash }))).toBe('hash_conflict');
    await clickButton(state, target, { viewId: 'VHU1', user: 'U1', control: 'Pause' });
    expect(app.got.at(-1)).toMatchObject({ container: { type: 'view' }, view: { type: 'home' } });
    expect(app.got.at(-1)).not.toHaveProperty('response_url');
  });

  it('react, press Slack’s stop, correct and delete', async () => {
    const { state, app, target, at } = await withCard();
    await reactTo(state, target, { ...at, reaction: 'stop_sign' });
    await stopSession(state, target, { channel: 'C1', user: 'U1', threadTs: at.messageTs });
    const { ts } = await say(state, target, { channel: 'C1', user: 'U1', text: 'hello' });
    await editMessage(state, target, { channel: 'C1', messageTs: ts, text: 'hello there' });
    await deleteMessage(state, target, { channel: 'C1', messageTs: ts });
    expect(app.got).toMatchObject([
      {
        event: {
          type: 'reaction_added',
          reaction: 'stop_sign',
          item: { ts: at.messageTs },
          item_user: 'U0DROVER',
        },
      },
      { event: { type: 'agent_session_stopped', thread_ts: at.messageTs, user: 'U1' } },
      { event: { type: 'message', text: 'hello' } },
      {
        event: {
          subtype: 'message_changed',
          message: { text: 'hello there' },
          previous_message: { text: 'hello' },
        },
      },
      { event: { subtype: 'message_deleted', deleted_ts: ts } },
    ]);
  });

  it('are guests, strangers or bots, and belong to groups', async () => {
    const { state, client } = await withCard();
    addPerson(state, { id: 'U2', guest: 'single' });
    addPerson(state, { id: 'U3', team: 'T9' });
    state.groups.set('S1', { id: 'S1', handle: 'ops', users: ['U1'] });
    addChannel(state, 'C9', { shared: true });
    expect((await client.users.info({ user: 'U2' })).user).toMatchObject({
      is_restricted: true,
      is_ultra_restricted: true,
    });
    expect((await client.users.info({ user: 'U3' })).user).toMatchObject({
      team_id: 'T9',
      is_stranger: true,
    });
    expect(await codeOf(client.users.info({ user: 'nobody' }))).toBe('user_not_found');
    expect((await client.usergroups.list({})).usergroups).toMatchObject([{ id: 'S1', handle: 'ops' }]);
    expect((await client.usergroups.users.list({ usergroup: 'S1' })).users).toEqual(['U1']);
    expect((await client.conversations.info({ channel: 'C9' })).channel).toMatchObject({
      is_ext_shared: true,
    });
  });
});
