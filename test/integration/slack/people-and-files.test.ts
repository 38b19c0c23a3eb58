import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addPerson, addUserGroup } from '../../support/slack-emulator/emulator-state.ts';
import { addFault } from '../../support/slack-emulator/faults.ts';
import { addMessage } from '../../support/slack-emulator/sender.ts';
import { openSlack, type OpenSlack } from './open-slack.ts';

let opened: OpenSlack;
let now: number;
let folder: string;
beforeEach(async () => {
  now = Date.now();
  folder = await mkdtemp(join(tmpdir(), 'slack-files-'));
  const clock = { now: () => now, sleep: async () => undefined };
  opened = await openSlack({ mode: 'http', options: { clock } });
});
afterEach(async () => {
  await opened.close();
  await rm(folder, { recursive: true });
});

const callsOf = (method: string) => opened.state.calls.filter((call) => call.method === method);

const about = (user: string) => opened.slack.people?.about({ platform: 'slack', user });

describe('what Slack knows of people', () => {
  it('tells members with their groups from guests, bots, strangers and those who left', async () => {
    const { state } = opened;
    addPerson(state, { id: 'U1', name: 'ann' });
    addPerson(state, { id: 'UMULTI', guest: 'multi' });
    addPerson(state, { id: 'USINGLE', guest: 'single' });
    addPerson(state, { id: 'UBOT', bot: true });
    addPerson(state, { id: 'UFAR', team: 'T9' });
    addPerson(state, { id: 'ULEFT', deleted: true });
    addUserGroup(state, { id: 'S1', handle: 'devs', users: ['U1', 'UFAR'] });
    addUserGroup(state, { id: 'S2', handle: 'ops', users: ['U1'] });
    expect(await about('U1')).toEqual({
      ok: true,
      person: { name: 'ann', groups: ['slack:S1', 'slack:S2'] },
    });
    const outsiders = ['UMULTI', 'USINGLE', 'UBOT', 'UFAR'].map(async (id) => {
      const known = await about(id);
      return known?.ok === true ? known.person.outsider : 'unknown';
    });
    expect(await Promise.all(outsiders)).toEqual(['guest', 'guest', 'bot', 'external']);
    expect(await about('ULEFT')).toMatchObject({
      ok: false,
      problem: expect.stringContaining('deactivated'),
    });
    expect(await about('nobody')).toMatchObject({ ok: false, problem: expect.stringContaining('nobody') });
  });

  it('is asked once in five minutes, and counts for an hour when Slack does not answer', async () => {
    const { state } = opened;
    addUserGroup(state, { id: 'S1', handle: 'devs', users: ['U1'] });
    await Promise.all([about('U1'), about('U1')]);
    now += 4 * 60_000;
    await about('U1');
    expect(callsOf('users.info')).toHaveLength(1);
    expect(callsOf('usergroups.list')).toHaveLength(1);
    now += 2 * 60_000;
    await about('U1');
    expect(callsOf('users.info')).toHaveLength(2);
    for (const method of ['users.info', 'usergroups.list'])
      addFault(state, { kind: 'http-500', method, times: Infinity });
    now += 30 * 60_000;
    expect(await about('U1')).toMatchObject({ ok: true, person: { groups: ['slack:S1'] } });
    now += 31 * 60_000;
    expect(await about('U1')).toMatchObject({ ok: false });
    expect(await about('UNEW')).toMatchObject({ ok: false });
    state.faults.length = 0;
    now += 11_000;
    expect(await about('U1')).toMatchObject({ ok: true, person: { groups: ['slack:S1'] } });
  });

  it.each([
    { hiccup: { kind: 'http-500', method: 'users.info' }, known: true },
    { hiccup: { kind: 'http-500', method: 'usergroups.list' }, known: true },
    { hiccup: { kind: 'rate-limit', method: 'users.info', retryAfter: 1 }, known: true },
    { hiccup: { kind: 'rate-limit', method: 'users.info', retryAfter: 2 }, known: false },
    { hiccup: { kind: 'http-500', method: 'users.info', times: 2 }, known: false },
  ] as const)(
    'after a hiccup Slack is asked once more, if that is soon: $hiccup',
    async ({ hiccup, known }) => {
      addFault(opened.state, hiccup);
      expect(await about('U1')).toMatchObject({ ok: known });
    },
  );

  it('gives no rights through groups that Slack does not show, and none at all without users:read', async () => {
    opened.state.scopes.delete('usergroups:read');
    expect(await about('U1')).toMatchObject({ ok: true, person: { groups: [] } });
    opened.state.scopes.delete('users:read');
    expect(await about('U2')).toMatchObject({ ok: false, problem: expect.stringContaining('users:read') });
  });
});

const never = new AbortController().signal;
const sent = (bytes: string): string => {
  const files = [{ name: 'shot.png', bytes }];
  return addMessage(opened.state, { channel: 'C1', user: 'U1', text: '', files }).files?.[0] ?? '';
};
const fetchFile = (id: string, longest = 1000, name = 'file') => {
  const attachment = { platform: 'slack', id, name: 'shot.png', type: 'image/png', bytes: 0 } as const;
  return opened.slack.attachments?.fetch(attachment, join(folder, name), { longest }, never);
};

describe('files that people sent in Slack', () => {
  it('are written to a new file that only drover reads', async () => {
    expect(await fetchFile(sent('0123456789'))).toEqual({ ok: true, bytes: 10 });
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('0123456789');
    expect((await stat(join(folder, 'file'))).mode & 0o777).toBe(0o600);
  });

  it('are not written over another file, nor when they are too large, nor in part', async () => {
    await writeFile(join(folder, 'file'), 'mine');
    expect(await fetchFile(sent('0123456789'))).toMatchObject({ ok: false });
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('mine');
    const large = sent('0123456789');
    expect(await fetchFile(large, 5, 'large')).toMatchObject({ ok: false, again: false });
    const lying = opened.state.files.get(large);
    if (lying !== undefined) opened.state.files.set(large, { ...lying, length: 1 });
    expect(await fetchFile(large, 5, 'lying')).toMatchObject({ ok: false, again: false });
    expect(await readdir(folder)).toEqual(['file']);
  });

  it('that cannot be had now can be had later; those that are gone cannot', async () => {
    const id = sent('0123456789');
    addFault(opened.state, { kind: 'http-500', method: 'files.info' });
    expect(await fetchFile(id)).toMatchObject({ ok: false, again: true });
    addFault(opened.state, { kind: 'http-500', method: 'download' });
    expect(await fetchFile(id)).toMatchObject({ ok: false, again: true });
    expect(await fetchFile('FGONE')).toMatchObject({ ok: false, again: false });
    opened.state.scopes.delete('files:read');
    expect(await fetchFile(id)).toMatchObject({ ok: false, again: false });
    expect(await readdir(folder)).toEqual([]);
  });
});
