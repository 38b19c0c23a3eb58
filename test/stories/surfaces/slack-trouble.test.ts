import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { addChannel, type StoredMessage } from '../../support/slack-emulator/emulator-state.ts';
import { addFault } from '../../support/slack-emulator/faults.ts';
import { say } from '../../support/slack-emulator/sender.ts';
import { whenEnded } from '../../support/whole/goals.ts';
import { aliceId, general, posts, shows } from '../../support/whole/slack.ts';
import { openStage, type Stage } from '../../support/whole/stage.ts';
import { until } from '../../support/until.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** Slack on its bad days: limits, lost answers, refused places, and what the threads look like afterwards. */
let stage: Stage;

const channels = ['C0LIMITED', 'C0FREE', 'C0ROOT500', 'C0NOTICE500', 'C0DROP', 'C0ARCHIVED'];

/** Red once, so that each thread has at least two notices. */
const script = {
  turns: [
    [{ say: 'First try.' }, { delayMs: 300 }, { edit: { path: 'notes.txt', write: 'one' } }],
    [{ say: 'Second try.' }, { delayMs: 300 }, { edit: { path: 'notes.txt', write: 'two' } }],
  ],
};

beforeAll(async () => {
  stage = await openStage({
    channels,
    config: { agents: { scripted: { kind: 'scripted', script } }, concurrency: { goals: 8 } },
  });
});
afterAll(() => stage.close());

const posted = (channel: string) => posts(stage.state, channel);
const has = (message: StoredMessage, text: string) => shows(message, text);

async function start(channel: string): Promise<string> {
  const seen = await stage.type(aliceId, `run --accept 'grep -q two notes.txt' in ${channel}`, channel);
  return /G-\d+/.exec(seen)?.[0] ?? '';
}

/**
 * What is wrong with a goal's thread after its end: it must have its root, then each notice once and in order.
 * @param cardToo wait until the card tells the end, too: with many goals at once edits take turns
 */
async function faultsIn(channel: string, handle: string, cardToo = false): Promise<readonly string[]> {
  await whenEnded(stage.drover, handle);
  const thread = await until(`the thread of ${handle}`, () => {
    const found = postsOf(channel, handle);
    const told = !cardToo || found.slice(0, 1).some((root) => has(root, 'done, verified'));
    return told && found.some((post) => post.text.includes(`${handle} is done`)) ? found : undefined;
  });
  const [root, ...notices] = thread;
  const keys = notices.map((_, index) => `${handle}/notice/${index + 1}`);
  return [
    ...(root !== undefined && /\/root\/[12]$/.test(keyOf(root)) ? [] : ['the root is not the first']),
    ...(notices.length >= 2 ? [] : ['a notice is missing']),
    ...(notices.map(keyOf).join() === keys.join() ? [] : [`the order is ${notices.map(keyOf).join()}`]),
    ...(notices.every((notice) => notice.threadTs === root?.ts) ? [] : ['a notice is beside the thread']),
  ];
}

const postsOf = (channel: string, handle: string) =>
  posted(channel).filter((post) => keyOf(post).startsWith(`${handle}/`));

const keyOf = (post: StoredMessage): string =>
  JSON.stringify(post.metadata?.event_payload['key'] ?? '').slice(1, -1);

test.concurrent('a channel that Slack limits waits, while another goal’s thread goes on', async () => {
  addFault(stage.state, { kind: 'rate-limit', channel: 'C0LIMITED', retryAfter: 4, times: 2 });
  const [limited, free] = await Promise.all([start('C0LIMITED'), start('C0FREE')]);
  await until('the free one’s root', () => posted('C0FREE')[0]);
  expect(posted('C0LIMITED')).toEqual([]);
  expect(await faultsIn('C0FREE', free)).toEqual([]);
  expect(await faultsIn('C0LIMITED', limited)).toEqual([]);
});

test.concurrent('a root card that was stored although Slack answered 500 is not posted again', async () => {
  addFault(stage.state, { kind: 'store-then-500', method: 'chat.postMessage', channel: 'C0ROOT500' });
  expect(await faultsIn('C0ROOT500', await start('C0ROOT500'))).toEqual([]);
});

test.concurrent('notices that were stored although Slack answered 500 are not posted again', async () => {
  const handle = await start('C0NOTICE500');
  await until('its root', () => posted('C0NOTICE500')[0]);
  addFault(stage.state, {
    kind: 'store-then-500',
    method: 'chat.postMessage',
    channel: 'C0NOTICE500',
    times: 2,
  });
  expect(await faultsIn('C0NOTICE500', handle)).toEqual([]);
});

test.concurrent('posts whose answer was cut off are not posted again, nor are those lost that were not stored', async () => {
  const fault = { method: 'chat.postMessage', channel: 'C0DROP' };
  addFault(stage.state, { ...fault, kind: 'store-then-drop' });
  addFault(stage.state, { ...fault, kind: 'http-500' });
  addFault(stage.state, { ...fault, kind: 'store-then-drop' });
  expect(await faultsIn('C0DROP', await start('C0DROP'))).toEqual([]);
});

test.concurrent.each([
  ['C0UNKNOWN', 'channel_not_found', () => {}],
  ['C0NOTMINE', 'not_in_channel', () => addChannel(stage.state, 'C0NOTMINE', { botIsMember: false })],
])(
  'a goal from a channel that does not take its card (%s) moves to a direct message and says why',
  async (channel, code, prepare) => {
    prepare();
    const handle = await start(channel);
    expect(await faultsIn('D0ALICE', handle, true)).toEqual([]);
    const [root, why] = postsOf('D0ALICE', handle);
    expect(why?.text).toContain(`${handle} reports here`);
    expect(why?.text).toContain(code);
    expect(why?.text).toContain('/invite @drover');
    await say(
      stage.state,
      { endpoint: stage.endpoint() },
      {
        channel: 'D0ALICE',
        user: aliceId,
        text: '!pause',
        ...(root === undefined ? {} : { threadTs: root.ts }),
      },
    );
    await until('the answer in the direct messages', () =>
      stage.state.channels
        .get('D0ALICE')
        ?.messages.find((one) => one.onlyFor === aliceId && one.text.includes(`${handle} has ended`)),
    );
  },
);

test.concurrent('a channel that is archived in the middle does not stop its goal; the log says what was not told', async () => {
  const handle = await start('C0ARCHIVED');
  await until('its root', () => posted('C0ARCHIVED')[0]);
  const channel = stage.state.channels.get('C0ARCHIVED');
  if (channel !== undefined) channel.archived = true;
  expect(await whenEnded(stage.drover, handle)).toMatchObject({ state: 'done', verified: 'verified' });
  await until('the warning', () =>
    stage.drover
      .output()
      .split('\n')
      .find(
        (line) => line.includes(`${handle}/notice/`) && /is_archived.*"warn"|"warn".*is_archived/.test(line),
      ),
  );
});

test('while Slack refuses the token drover is not ready and says why; posts go out when it is accepted again', async () => {
  const ready = async () => {
    const response = await fetch(`${stage.drover.url}/readyz`);
    return { status: response.status, body: JSON.stringify(await response.json()) };
  };
  addFault(stage.state, { kind: 'error', error: 'token_revoked', times: Infinity });
  const handle = await start(general);
  await until('not to be ready', async () => ((await ready()).status === 503 ? true : undefined));
  expect((await ready()).body).toMatch(/"slack","ok":false,"reason":"[^"]*token_revoked/);
  expect((await fetch(`${stage.drover.url}/healthz`)).status).toBe(200);
  stage.state.faults.splice(0);
  expect(await faultsIn(general, handle)).toEqual([]);
  expect((await ready()).status).toBe(200);
});
