import { afterEach, expect, it } from 'vitest';
import { openSlack, type OpenSlack } from './open-slack.ts';

let opened: OpenSlack | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

it.each(['http', 'socket'] as const)(
  'says which workspace it is in, so that a channel can be named without one (%s)',
  async (mode) => {
    opened = await openSlack({ mode });
    const { slack, state, asked } = opened;
    expect(slack.workspace()).toBe(state.team);
    expect(asked).toEqual([]);
    const to = { platform: 'slack', workspace: slack.workspace() ?? '', channel: 'C1' } as const;
    const content = { tone: 'info' as const, title: 'drover on 2026-11-21', blocks: [] };
    const signal = new AbortController().signal;
    const sent = await slack.chat.send({ key: 'report/2026-11-21', to, content }, signal);
    expect(sent).toMatchObject({ ok: true });
    expect(await slack.chat.find({ key: 'report/2026-11-21', to }, 0, signal)).toMatchObject({
      ok: true,
      messageId: sent.ok ? sent.messageId : '',
    });
  },
);
