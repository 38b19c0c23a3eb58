import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommand, parseRemark } from '../../../../../adapters/chat/slack/parse.ts';

const command = {
  token: 'x',
  team_id: 'T1',
  channel_id: 'C1',
  user_id: 'U1',
  user_name: 'ann',
  command: '/goal',
  text: 'run --accept "npm test" fix &lt;it&gt;',
  trigger_id: '13345224609.738474920.8088930838d88f008e0',
};

describe('a slash command', () => {
  it('becomes a request of the person, for the channel, named after its trigger', () => {
    expect(parseCommand(command, 1234)).toEqual({
      deliveryId: 'slack:T1:trigger:13345224609.738474920.8088930838d88f008e0',
      at: 1234,
      actor: { platform: 'slack', user: 'U1', name: 'ann' },
      place: { platform: 'slack', workspace: 'T1', channel: 'C1' },
      request: { form: 'line', line: 'run --accept "npm test" fix <it>' },
    });
  });

  it('may be empty', () => {
    expect(parseCommand({ ...command, text: undefined }, 0)?.request).toEqual({ form: 'line', line: '' });
  });

  it('keeps the line breaks of its text', () => {
    const parsed = parseCommand({ ...command, text: 'run one\ntwo' }, 0);
    expect(parsed?.request).toEqual({ form: 'line', line: 'run one\ntwo' });
  });

  it.each(['team_id', 'channel_id', 'user_id', 'trigger_id'])('is nothing without %s', (field) => {
    expect(parseCommand({ ...command, [field]: undefined }, 0)).toBeUndefined();
  });
});

const event = {
  type: 'message',
  channel: 'C1',
  user: 'U1',
  text: '!pause',
  ts: '1700000001.000200',
  thread_ts: '1700000000.000100',
  team: 'T1',
};
const bodyOf = (change: object = {}, outer: object = {}) => ({
  type: 'event_callback',
  team_id: 'T1',
  event_id: 'Ev1',
  authorizations: [{ team_id: 'T1', enterprise_id: null, user_id: 'UBOT', is_bot: true }],
  is_ext_shared_channel: false,
  event: { ...event, ...change },
  ...outer,
});
const lineOf = (change: object): string | undefined => {
  const request = parseRemark(bodyOf(change), 'UBOT')?.message.request;
  return request?.form === 'line' ? request.line : undefined;
};

const outsider = (change: object, outer: object = {}) =>
  parseRemark(bodyOf(change, outer), 'UBOT')?.message.actor.outsider;

describe('a message', () => {
  it('with !verb in a thread becomes a request for that thread, its timestamps kept as they are', () => {
    expect(parseRemark(bodyOf(), 'UBOT')).toEqual({
      ts: '1700000001.000200',
      addressed: false,
      plain: false,
      message: {
        deliveryId: 'slack:T1:C1:1700000001.000200',
        at: 1_700_000_001_000,
        actor: { platform: 'slack', user: 'U1' },
        place: { platform: 'slack', workspace: 'T1', channel: 'C1', thread: '1700000000.000100' },
        request: { form: 'line', line: 'pause' },
      },
    });
  });

  it.each([
    ['!say look at &lt;b&gt; <@U2>', 'say look at <b> @U2'],
    ['  !budget +2usd ', 'budget +2usd'],
    ['stop', 'stop'],
    ['STOP ', 'stop'],
    ['<@UBOT> pause', 'pause'],
    ['hey <@UBOT> !pause', 'pause'],
    ['!pause <@UBOT>', ''],
    ['<@UBOT>', ''],
    ['!', undefined],
    ['!!', undefined],
    ['!1', undefined],
    ['stop it', undefined],
    ['please stop', undefined],
    ['looks good', undefined],
    ['', undefined],
  ])('%j in a thread asks for %j', (text, line) => {
    expect(lineOf({ text })).toBe(line);
  });

  it.each([
    ['use &lt;SQLite&gt;, as <@U2> said', 'use <SQLite>, as @U2 said'],
    [' 2 ', '2'],
    ['stop it', 'stop it'],
    ['!!', '!!'],
  ])('%j in a thread may be an answer', (text, words) => {
    const remark = parseRemark(bodyOf({ text }), 'UBOT');
    expect(remark).toMatchObject({ plain: true, addressed: false });
    expect(remark?.message.request).toEqual({ form: 'fields', verb: 'answer', text: words });
  });

  it.each(['', '  ', '<@U2> what do you think?', '<!here> look at this'])(
    '%j in a thread is for nobody, or for somebody else',
    (text) => {
      expect(parseRemark(bodyOf({ text }), 'UBOT')).toBeUndefined();
    },
  );

  it('outside a thread is no answer', () => {
    expect(parseRemark(bodyOf({ text: 'use SQLite', thread_ts: undefined }), 'UBOT')).toBeUndefined();
  });

  it.each([
    ['!pause', undefined],
    ['stop', undefined],
    ['<@UBOT> run fix it', 'run fix it'],
  ])('%j outside a thread asks for %j', (text, line) => {
    expect(lineOf({ text, thread_ts: undefined })).toBe(line);
  });

  it('that names drover is the same as message and as app_mention', () => {
    const text = '<@UBOT> run fix it';
    const twice = ['message', 'app_mention'].map((type) => parseRemark(bodyOf({ type, text }), 'UBOT'));
    expect(twice[0]).toEqual(twice[1]);
    expect(twice[0]?.addressed).toBe(true);
  });

  it.each([
    ['another bot', { bot_id: 'B1' }],
    ['an app that posts as a person', { bot_profile: { id: 'B1' } }],
    ['drover itself', { user: 'UBOT' }],
    ['an edit', { subtype: 'message_changed' }],
    ['a deletion', { subtype: 'message_deleted' }],
    ['a join', { subtype: 'channel_join' }],
    ['a hidden message', { hidden: true }],
    ['a timestamp that is none', { ts: 'now' }],
    ['another kind of event', { type: 'reaction_added' }],
  ])('of %s is ignored', (_, change) => {
    expect(parseRemark(bodyOf(change), 'UBOT')).toBeUndefined();
  });

  it('that is also sent to the channel is still a reply', () => {
    expect(lineOf({ subtype: 'thread_broadcast' })).toBe('pause');
  });

  it('of a person from another workspace is marked', () => {
    expect(outsider({})).toBeUndefined();
    expect(outsider({ team: undefined })).toBeUndefined();
    expect(outsider({ user_team: 'T2' })).toBe('external');
    expect(outsider({ source_team: 'T2' }, { is_ext_shared_channel: true })).toBe('external');
    const organisation = { authorizations: [{ team_id: 'T1', enterprise_id: 'E1' }] };
    expect(outsider({ user_team: 'T2' }, organisation)).toBeUndefined();
    expect(outsider({ user_team: 'T2' }, { ...organisation, is_ext_shared_channel: true })).toBe('external');
  });

  it('in a shared channel belongs to the workspace that drover is installed in', () => {
    const message = parseRemark(bodyOf({ user_team: 'T2' }, { team_id: 'T2' }), 'UBOT')?.message;
    expect(message?.place.workspace).toBe('T1');
    expect(message?.deliveryId).toBe('slack:T1:C1:1700000001.000200');
  });

  it('never throws, whatever arrives', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (outer, inner) => {
        parseCommand(outer, 0);
        parseRemark(outer, 'UBOT');
        const parsed = parseRemark({ event: inner }, 'UBOT');
        expect(parsed === undefined || parsed.message.deliveryId.length <= 200).toBe(true);
      }),
    );
  });
});
