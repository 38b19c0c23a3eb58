import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseHome,
  parseSessionStop,
  parseStopSign,
} from '../../../../../../adapters/chat/slack/parse/parse-happening.ts';
import { parsePress } from '../../../../../../adapters/chat/slack/parse/parse-press.ts';
import { parseShortcut } from '../../../../../../adapters/chat/slack/parse/parse-shortcut.ts';
import { parseSubmission } from '../../../../../../adapters/chat/slack/parse/parse-submission.ts';
import { writeFormPlace } from '../../../../../../adapters/chat/slack/forms/form-place.ts';

const by = {
  user: { id: 'U1', username: 'ann', team_id: 'T1' },
  team: { id: 'T1' },
  enterprise: null,
  trigger_id: '1.2.abc',
};
const root = '1700000000.000100';
const press = {
  ...by,
  type: 'block_actions',
  container: { type: 'message', message_ts: root, channel_id: 'C1', is_ephemeral: false },
  channel: { id: 'C1' },
  actions: [{ type: 'button', action_id: 'act:3', value: 'pause/G-1' }],
};
const inThread = { platform: 'slack', workspace: 'T1', channel: 'C1', thread: root };

describe('a pressed control', () => {
  it('is what it does, who pressed it, and the thread it hangs on, named after its trigger', () => {
    expect(parsePress(press, 'T1')).toEqual({
      act: 'pause/G-1',
      home: false,
      deliveryId: 'slack:T1:action:1.2.abc',
      actor: { platform: 'slack', user: 'U1', name: 'ann' },
      triggerId: '1.2.abc',
      place: inThread,
    });
  });

  it('in a thread belongs to that thread; on a message that only its reader sees, to none', () => {
    const reply = { ...press.container, message_ts: '1700000009.000300' };
    expect(parsePress({ ...press, container: { ...reply, thread_ts: root } }, 'T1')?.place).toEqual(inThread);
    const alone = { ...reply, is_ephemeral: true };
    expect(parsePress({ ...press, container: alone }, 'T1')?.place.thread).toBeUndefined();
    expect(parsePress({ ...press, container: { ...alone, thread_ts: root } }, 'T1')?.place.thread).toBe(root);
  });

  it('may be a choice', () => {
    const actions = [{ action_id: 'choice:1', selected_option: { value: 'answer/G-1/Q-1/2' } }];
    expect(parsePress({ ...press, actions }, 'T1')?.act).toBe('answer/G-1/Q-1/2');
  });

  it('on the home page belongs to the person', () => {
    const page = { ...press, container: { type: 'view', view_id: 'V1' }, channel: undefined };
    expect(parsePress(page, 'T1')).toMatchObject({ home: true, place: { channel: 'U1' } });
  });

  it('of a person from another workspace is marked', () => {
    const stranger = { ...press, user: { id: 'U2', team_id: 'T2' } };
    expect(parsePress(stranger, 'T1')?.actor.outsider).toBe('external');
    expect(parsePress({ ...stranger, enterprise: { id: 'E1' } }, 'T1')?.actor.outsider).toBeUndefined();
  });

  it.each([
    ['a link', { actions: [{ action_id: 'link', value: 'x', url: 'https://x.test' }] }],
    ['a control without a value', { actions: [{ action_id: 'act:1' }] }],
    ['a press without a trigger', { trigger_id: undefined }],
    ['a timestamp that is none', { container: { message_ts: '17e8', channel_id: 'C1' } }],
  ])('that is %s is nothing', (_, change) => {
    expect(parsePress({ ...press, ...change }, 'T1')).toBeUndefined();
  });
});

describe('a shortcut', () => {
  const shortcut = {
    ...by,
    type: 'message_action',
    callback_id: 'goal_run_message',
    channel: { id: 'C1' },
    message: { ts: '1700000009.000300', thread_ts: root, text: 'fix &lt;this&gt;', files: [{ id: 'F1' }] },
  };

  it('in the menu of a message brings it along, and its thread', () => {
    expect(parseShortcut(shortcut, 'T1')).toMatchObject({
      callback: 'goal_run_message',
      deliveryId: 'slack:T1:action:1.2.abc',
      place: inThread,
      message: {
        text: 'fix <this>',
        source: { channel: 'C1', messageId: '1700000009.000300' },
        attachments: [{ id: 'F1' }],
      },
    });
  });

  it('without a message belongs to the person', () => {
    const global = { ...by, type: 'shortcut', callback_id: 'goal_run' };
    const parsed = parseShortcut(global, 'T1');
    expect(parsed?.place).toEqual({ platform: 'slack', workspace: 'T1', channel: 'U1' });
    expect(parsed?.message).toBeUndefined();
  });
});

describe('a form that was sent', () => {
  const view = {
    private_metadata: writeFormPlace({ act: 'form/say/G-1', channel: 'C1', thread: root }),
    blocks: [
      { type: 'input', block_id: 'in:text' },
      { type: 'context', block_id: 'x' },
      { type: 'input', block_id: 'in:agent' },
    ],
    state: {
      values: {
        'in:text': { value: { type: 'plain_text_input', value: 'hello' } },
        'in:agent': { value: { type: 'static_select', selected_option: { value: 'claude' } } },
        'in:model': { value: { type: 'plain_text_input', value: null } },
        other: { value: { value: 'x' } },
      },
    },
  };
  const submission = { ...by, type: 'view_submission', view };

  it('comes back with what was filled in and where it was opened', () => {
    expect(parseSubmission(submission, 'T1')).toMatchObject({
      opened: { act: 'form/say/G-1' },
      values: { text: 'hello', agent: 'claude' },
      blocks: ['in:text', 'in:agent'],
      deliveryId: 'slack:T1:view:1.2.abc',
      place: inThread,
    });
    expect(Object.keys(parseSubmission(submission, 'T1')?.values ?? {})).toEqual(['text', 'agent']);
  });

  it('that was opened nowhere belongs to the channel that was chosen, else to the person', () => {
    const metadata = writeFormPlace({ act: 'form/run' });
    const where = { 'in:where?': { value: { type: 'conversations_select', selected_conversation: 'C7' } } };
    const chosen = { ...view, private_metadata: metadata, state: { values: where } };
    expect(parseSubmission({ ...submission, view: chosen }, 'T1')).toMatchObject({
      values: {},
      place: { channel: 'C7' },
    });
    const none = { ...chosen, state: { values: {} } };
    expect(parseSubmission({ ...submission, view: none }, 'T1')?.place.channel).toBe('U1');
  });

  it.each(['', 'not json', '{}', '[]', '{"act":7}'])('with metadata %j is not drover’s', (metadata) => {
    const other = { ...view, private_metadata: metadata };
    expect(parseSubmission({ ...submission, view: other }, 'T1')).toBeUndefined();
  });
});

describe('a stop sign', () => {
  const event = {
    type: 'reaction_added',
    user: 'U1',
    reaction: 'octagonal_sign',
    item: { type: 'message', channel: 'C1', ts: root },
    event_ts: '1700000050.000000',
  };

  it('stops; it bears its time in its name, since it can be put on again', () => {
    const first = parseStopSign({ event }, 'T1');
    expect(first).toEqual({
      deliveryId: `slack:T1:C1:reaction:octagonal_sign:${root}:U1:1700000050.000000`,
      at: 1_700_000_050_000,
      actor: { platform: 'slack', user: 'U1' },
      place: inThread,
    });
    const again = parseStopSign({ event: { ...event, event_ts: '1700000060.000000' } }, 'T1');
    expect(again?.deliveryId).not.toBe(first?.deliveryId);
  });

  it.each(['eyes', 'stop_button', 'no_entry'])('is not %s', (reaction) => {
    expect(parseStopSign({ event: { ...event, reaction } }, 'T1')).toBeUndefined();
  });

  it('may be Slack’s own button', () => {
    const stopped = { type: 'agent_session_stopped', channel: 'C1', user: 'U1', thread_ts: root };
    const halt = parseSessionStop({ event: { ...stopped, event_ts: '1700000050.000000' } }, 'T1');
    expect(halt).toMatchObject({ actor: { user: 'U1' }, place: inThread });
    expect(parseSessionStop({ event: stopped }, 'T1')).toBeUndefined();
  });
});

describe('the home page', () => {
  it('is looked at by somebody; the messages beside it are something else', () => {
    const event = { type: 'app_home_opened', user: 'U1', tab: 'home', view: { hash: '1.abc' } };
    expect(parseHome({ event })).toEqual({ user: 'U1', hash: '1.abc' });
    expect(parseHome({ event: { ...event, view: undefined } })).toEqual({ user: 'U1' });
    expect(parseHome({ event: { ...event, tab: 'messages' } })).toBeUndefined();
  });
});

const parsers = [parsePress, parseShortcut, parseSubmission, parseStopSign, parseSessionStop, parseHome];

describe('whatever arrives', () => {
  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (outer, inner) => {
        for (const body of [
          outer,
          { event: inner },
          { ...press, actions: [inner] },
          { ...by, view: inner },
        ]) {
          for (const parse of parsers) expect(() => parse(body, 'T1')).not.toThrow();
        }
      }),
    );
  });
});
