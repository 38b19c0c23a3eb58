import { describe, expect, it } from 'vitest';
import type { types } from '@slack/bolt';
import { addFault } from '../../support/slack-emulator/faults.ts';
import { publicMessages } from '../../support/slack-emulator/emulator-state.ts';
import { renderTranscript } from '../../support/slack-emulator/transcript.ts';
import { brokenIn, codeOf, openEmulator, post } from './open-emulator.ts';

const button = (text: string, more: object = {}) => ({
  type: 'button' as const,
  action_id: text,
  text: { type: 'plain_text' as const, text },
  ...more,
});
const actions = (...elements: ReturnType<typeof button>[]) => ({ type: 'actions' as const, elements });
const section = (text: string) => ({ type: 'section' as const, text: { type: 'mrkdwn' as const, text } });
const option = (n: number) => ({ text: { type: 'plain_text' as const, text: `o${n}` }, value: `v${n}` });
const many = (count: number) => Array.from({ length: count }, (_, n) => n);

const refused: readonly (readonly [string, string, readonly types.KnownBlock[]])[] = [
  ['more than 50 blocks', 'invalid_blocks', many(51).map(() => ({ type: 'divider' }))],
  ['a section over 3,000', 'invalid_blocks', [section('x'.repeat(3001))]],
  ['a button over 75', 'invalid_blocks', [actions(button('x'.repeat(76)))]],
  ['a value over 2,000', 'invalid_blocks', [actions(button('a', { value: 'x'.repeat(2001) }))]],
  ['an empty label', 'invalid_blocks', [actions(button('a', { text: { type: 'plain_text', text: '' } }))]],
  ['26 buttons in a row', 'invalid_blocks', [actions(...many(26).map((n) => button(`b${n}`)))]],
  ['one action id twice in a row', 'invalid_blocks', [actions(button('a'), button('a'))]],
  [
    'one block id twice',
    'invalid_blocks',
    [
      { type: 'divider', block_id: 'b' },
      { type: 'divider', block_id: 'b' },
    ],
  ],
  [
    'a question without an answer',
    'invalid_blocks',
    [actions(button('a', { confirm: { title: { type: 'plain_text', text: 'Sure?' } } }))],
  ],
  [
    '101 options',
    'invalid_blocks',
    [
      {
        type: 'actions',
        elements: [{ type: 'static_select', action_id: 's', options: many(101).map(option) }],
      },
    ],
  ],
  [
    'a picture that is not there',
    'invalid_blocks',
    [{ type: 'image', alt_text: 'x', slack_file: { id: 'F00000009' } }],
  ],
  [
    'more than 13,200 characters of blocks',
    'msg_blocks_too_long',
    many(6).map(() => section('x'.repeat(2500))),
  ],
];

describe('a message to the emulator', () => {
  it.each(refused)('is refused with %s', async (_, code, blocks) => {
    const { state, client } = await openEmulator();
    expect(await codeOf(post(client, { text: 'x', blocks: [...blocks] }))).toBe(code);
    expect(brokenIn(state)).toEqual([code]);
    expect(publicMessages(state, 'C1')).toEqual([]);
  });

  it.each([
    ['mass-mention', { text: 'hello <!here>' }],
    ['mass-mention', { text: 'x', blocks: [section('<!subteam^S1|@ops>')] }],
    ['unescaped', { text: 'a <b> c' }],
    ['unescaped', { text: 'x', blocks: [section('R&D')] }],
    ['misleading-link', { text: '<https://evil.test|https://github.com>' }],
    ['revives-mentions', { text: 'x', link_names: true }],
    ['revives-mentions', { text: 'x', parse: 'full' }],
    ['unfurls', { text: 'x', unfurl_links: true }],
    ['no-text', { text: '', blocks: [section('x')] }],
    ['long-text', { text: 'x'.repeat(4001) }],
  ])('is shown, and %s is written down', async (rule, wrong) => {
    const { state, client } = await openEmulator();
    expect(await codeOf(post(client, wrong))).toBe('ok');
    expect(brokenIn(state)).toEqual([rule]);
  });

  it('may mention only whom it may mention', async () => {
    const { state, client } = await openEmulator();
    state.mayPing = new Set(['U1']);
    await post(client, { text: '<@U1> and <@U2>' });
    expect(state.violations).toEqual([
      { rule: 'unexpected-mention', where: 'chat.postMessage', detail: '@U2' },
    ]);
  });

  it('that has a key comes only once', async () => {
    const { state, client } = await openEmulator();
    const keyed = {
      text: 'x',
      metadata: { event_type: 'drover_post', event_payload: { key: 'k' } },
    };
    await post(client, keyed);
    expect(brokenIn(state)).toEqual([]);
    await post(client, keyed);
    expect(brokenIn(state)).toEqual(['posted-twice']);
  });

  it('loses its buttons when it is edited without blocks', async () => {
    const { state, client } = await openEmulator();
    const { ts = '' } = await post(client, {
      text: 'x',
      blocks: [actions(button('a'))],
    });
    await client.chat.update({ channel: 'C1', ts, text: 'y', blocks: [actions(button('a'))] });
    expect(brokenIn(state)).toEqual([]);
    expect(renderTranscript(state)).toContain('[a]');
    await client.chat.update({ channel: 'C1', ts, text: 'z' });
    expect(brokenIn(state)).toEqual(['controls-lost']);
  });

  it('goes into a thread only under the exact name of its parent', async () => {
    const { state, client } = await openEmulator();
    const { ts = '' } = await post(client, { text: 'root' });
    const number = String(Number(ts));
    expect(await codeOf(post(client, { text: 'x', thread_ts: number }))).toBe('invalid_thread_ts');
    expect(brokenIn(state)).toEqual(['ts-not-text']);
  });

  it('is taken back by its own author only', async () => {
    const { client } = await openEmulator();
    const { ts = '' } = await post(client, { text: 'x' });
    expect(await codeOf(client.chat.delete({ channel: 'C1', ts }))).toBe('ok');
    expect(await codeOf(client.chat.delete({ channel: 'C1', ts }))).toBe('message_not_found');
  });

  it('needs the scope of its method, and every answer says which scopes there are', async () => {
    const { state, client, apiUrl } = await openEmulator();
    state.scopes.delete('chat:write');
    expect(await codeOf(post(client, { text: 'x' }))).toBe('missing_scope');
    const answer = await fetch(`${apiUrl}auth.test`, { method: 'POST' });
    expect(answer.headers.get('x-oauth-scopes')?.split(',')).toEqual([...state.scopes]);
  });
});

describe('limits of the emulator', () => {
  it('are off unless they are switched on', async () => {
    const { client } = await openEmulator();
    for (const n of many(12)) expect(await codeOf(post(client, { text: `${n}` }))).toBe('ok');
  });

  it('let a small burst into a channel, then ask to wait, while another channel goes on', async () => {
    const { state, client } = await openEmulator();
    state.rates.mode = 'real';
    const codes: string[] = [];
    for (const n of many(5)) codes.push(await codeOf(post(client, { text: `${n}` })));
    expect(codes.slice(0, 4)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(codes[4]).toMatch(/^429 [1-4]$/u);
    const other = { channel: 'C2', text: 'x' };
    expect(await codeOf(post(client, other))).toBe('channel_not_found');
    state.aheadMs += 5000;
    expect(await codeOf(post(client, { text: 'later' }))).toBe('ok');
    expect(brokenIn(state)).toEqual([]);
  });

  it('count calls of a method over all channels, and pass sooner when they are scaled', async () => {
    const { state, client } = await openEmulator();
    state.rates.mode = 'real';
    const codes: string[] = [];
    for (const _ of many(21)) codes.push(await codeOf(client.usergroups.list({})));
    expect(codes.filter((code) => code === 'ok')).toHaveLength(20);
    expect(codes[20]).toMatch(/^429 \d+$/u);
    state.rates.mode = 'scaled';
    state.rates.speed = 60;
    state.aheadMs += 2000;
    state.rates.waits.clear();
    expect(await codeOf(client.usergroups.list({}))).toBe('ok');
  });

  it('write down who does not wait', async () => {
    const { state, client } = await openEmulator();
    addFault(state, { kind: 'rate-limit', method: 'chat.postMessage', channel: 'C1', retryAfter: 7 });
    expect(await codeOf(post(client, { text: 'x' }))).toBe('429 7');
    state.aheadMs += 6000;
    await post(client, { text: 'x' });
    expect(brokenIn(state)).toEqual(['rate-limit-ignored']);
    state.aheadMs += 1100;
    await post(client, { text: 'x' });
    expect(brokenIn(state)).toHaveLength(1);
  });
});
