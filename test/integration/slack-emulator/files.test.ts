import { describe, expect, it } from 'vitest';
import { publicMessages } from '../../support/slack-emulator/emulator-state.ts';
import { say } from '../../support/slack-emulator/sender.ts';
import { brokenIn, codeOf, openEmulator, post } from './open-emulator.ts';

const bytes = Buffer.from('a log');

describe('files in the emulator', () => {
  it('come by Slack’s own way of uploading, and are posted when a channel is named', async () => {
    const { state, client } = await openEmulator();
    await client.filesUploadV2({ channel_id: 'C1', filename: 'g.log', file: bytes, initial_comment: 'look' });
    const [message] = publicMessages(state, 'C1');
    expect(message).toMatchObject({ text: 'look', user: 'U0DROVER' });
    const [id = ''] = message?.files ?? [];
    expect(state.files.get(id)?.bytes?.toString()).toBe('a log');
  });

  it('belong to drover alone until a message of drover’s links to them', async () => {
    const { state, client } = await openEmulator();
    await client.filesUploadV2({ filename: 'g.log', file: bytes });
    const [file] = state.files.values();
    expect([...(file?.channels ?? [])]).toEqual([]);
    const { file: told } = await client.files.info({ file: file?.id ?? '' });
    await post(client, { channel: 'C1', text: `<${told?.permalink}|g.log>` });
    expect([...(file?.channels ?? [])]).toEqual(['C1']);
  });

  it('can be shown as pictures only when Slack has looked at them', async () => {
    const { state, client } = await openEmulator();
    state.filesReadyAfter = 1;
    await client.filesUploadV2({ filename: 'c.png', file: bytes });
    const [id = ''] = state.files.keys();
    const shown = () =>
      codeOf(
        post(client, {
          channel: 'C1',
          text: 'x',
          unfurl_links: false,
          blocks: [{ type: 'image', alt_text: 'x', slack_file: { id } }],
        }),
      );
    expect(await shown()).toBe('invalid_blocks');
    expect((await client.files.info({ file: id })).file?.mimetype).toBe('');
    expect((await client.files.info({ file: id })).file?.mimetype).toBe('image/png');
    expect(await shown()).toBe('ok');
    expect([...(state.files.get(id)?.channels ?? [])]).toEqual(['C1']);
  });

  it('of people come with their message, and their bytes with the token', async () => {
    const { state, client, app } = await openEmulator();
    const target = { endpoint: app.endpoint };
    await say(state, target, { channel: 'C1', user: 'U1', text: '', files: [{ name: 'bug.png', bytes }] });
    expect(app.got[0]).toMatchObject({
      event: { subtype: 'file_share', files: [{ name: 'bug.png', size: 5 }] },
    });
    const [id = ''] = state.files.keys();
    const address = (await client.files.info({ file: id })).file?.url_private_download ?? '';
    const signedIn = await fetch(address, { headers: { authorization: `Bearer ${state.botToken}` } });
    expect(await signedIn.text()).toBe('a log');
    expect(await (await fetch(address)).text()).toContain('Sign in');
    expect(brokenIn(state)).toEqual(['download-without-token']);
  });
});

describe('reactions and sessions in the emulator', () => {
  it('are there once, and can be taken off once', async () => {
    const { client } = await openEmulator();
    const { ts = '' } = await post(client, { text: 'x' });
    const wanted = { channel: 'C1', timestamp: ts, name: 'eyes' };
    expect(await codeOf(client.reactions.add(wanted))).toBe('ok');
    expect(await codeOf(client.reactions.add(wanted))).toBe('already_reacted');
    expect((await client.reactions.get(wanted)).message?.reactions).toMatchObject([
      { name: 'eyes', users: ['U0DROVER'] },
    ]);
    expect(await codeOf(client.reactions.remove(wanted))).toBe('ok');
    expect(await codeOf(client.reactions.remove(wanted))).toBe('no_reaction');
    expect(await codeOf(client.reactions.add({ ...wanted, timestamp: '1.000000' }))).toBe(
      'message_not_found',
    );
  });

  it('say what an agent does in a thread', async () => {
    const { state, client } = await openEmulator();
    const { ts = '' } = await post(client, { text: 'x' });
    const session = { channel_id: 'C1', thread_ts: ts };
    await client.agents.sessions.setStatus({ ...session, status: 'processing', title: 'G-1' });
    await client.agents.sessions.rename({ ...session, title: 'Mend the parser' });
    expect([...state.sessions.values()]).toEqual([{ status: 'processing', title: 'Mend the parser' }]);
    expect(await codeOf(client.agents.sessions.setStatus({ ...session, status: 'asleep' }))).toBe(
      'invalid_arguments',
    );
  });
});
