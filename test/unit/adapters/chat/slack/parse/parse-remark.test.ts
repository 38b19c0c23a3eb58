import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRemark } from '../../../../../../adapters/chat/slack/parse/parse-remark.ts';

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

const ofBot = (change: object) =>
  parseRemark(bodyOf({ bot_id: 'B1', user: undefined, bot_profile: {}, ...change }), 'UBOT', ['B1']);

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
        source: { platform: 'slack', workspace: 'T1', channel: 'C1', messageId: '1700000001.000200' },
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

  it('with files brings them along, as data: names on one line, deleted ones left out', () => {
    const files = [
      { id: 'F1', name: 'shot\n.png', mimetype: 'image/png', size: 12 },
      { id: 'F2', mode: 'tombstone' },
      { id: '../etc', name: 'x' },
      { id: 'F3', file_access: 'check_file_info' },
    ];
    const remark = parseRemark(bodyOf({ subtype: 'file_share', text: '!say look', files }), 'UBOT');
    expect(remark?.message.request).toEqual({ form: 'line', line: 'say look' });
    expect(remark?.message.attachments).toEqual([
      { platform: 'slack', id: 'F1', name: 'shot .png', type: 'image/png', bytes: 12 },
      { platform: 'slack', id: 'F3', name: 'F3', type: 'application/octet-stream', bytes: 0 },
    ]);
    const silent = parseRemark(bodyOf({ subtype: 'file_share', text: '', files }), 'UBOT');
    expect(silent).toMatchObject({ plain: true, message: { request: { text: 'shot .png, F3' } } });
    const many = Array.from({ length: 30 }, (_, at) => ({ id: `F${at}` }));
    expect(parseRemark(bodyOf({ files: many }), 'UBOT')?.message.attachments).toHaveLength(10);
  });

  it('of a bot counts when that bot is listened to and names drover or a verb', () => {
    const said = ofBot({ subtype: 'bot_message', text: '<@UBOT> run fix it', thread_ts: undefined });
    expect(said?.message).toMatchObject({
      actor: { platform: 'slack', user: 'B1', outsider: 'bot' },
      request: { line: 'run fix it' },
    });
    expect(ofBot({ text: '!pause' })?.message.request).toEqual({ form: 'line', line: 'pause' });
    expect(ofBot({ text: 'just talking' })).toBeUndefined();
    expect(ofBot({ text: '!pause', bot_id: 'B2' })).toBeUndefined();
    expect(ofBot({ text: '!pause', user: 'UBOT' })).toBeUndefined();
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
        parseRemark(outer, 'UBOT');
        const parsed = parseRemark({ event: inner }, 'UBOT');
        expect(parsed === undefined || parsed.message.deliveryId.length <= 200).toBe(true);
      }),
    );
  });
});
