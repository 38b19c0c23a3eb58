import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { StoredMessage } from '../../support/slack-emulator/emulator-state.ts';
import { openHome, reactTo, stopSession } from '../../support/slack-emulator/people/happenings.ts';
import { clickButton } from '../../support/slack-emulator/people/press.ts';
import { messageShortcut } from '../../support/slack-emulator/people/shortcuts.ts';
import { submitView } from '../../support/slack-emulator/people/submit-view.ts';
import { whatTheySee } from '../../support/slack-emulator/people/what-they-see.ts';
import { addMessage, say, typeCommand } from '../../support/slack-emulator/sender.ts';
import { until } from '../../support/until.ts';
import { whenGoal } from '../../support/whole/goals.ts';
import { aliceId, bobId, eveId, general, posts, shows } from '../../support/whole/slack.ts';
import { openStage, type Stage } from '../../support/whole/stage.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** Slack without typing a command: forms, buttons, shortcuts, signs, the home page. */
let stage: Stage;

/** Works as long as nobody stops it. */
const script = {
  turns: Array.from({ length: 8 }, (_, turn) => [
    { say: `Turn ${turn}.` },
    { delayMs: 60_000 },
    { edit: { path: 'notes.txt', write: `${turn}` } },
  ]),
};

beforeAll(async () => {
  stage = await openStage({
    config: {
      agents: { scripted: { kind: 'scripted', script } },
      slack: { agent: true },
      beacon: { minSeconds: 0.2 },
      concurrency: { goals: 8 },
    },
  });
  for (const id of [aliceId, bobId, eveId]) stage.state.channels.get(general)?.members.add(id);
});
afterAll(() => stage.close());

const when = (what: string, holds: () => boolean | Promise<boolean>): Promise<true> =>
  until(what, async () => ((await holds()) ? true : undefined));
const target = () => ({ endpoint: stage.endpoint() });
const cardOf = (handle: string): Promise<StoredMessage> =>
  until(`the card of ${handle}`, () =>
    posts(stage.state).find((post) => post.threadTs === undefined && shows(post, handle)),
  );
const press = async (user: string, handle: string, control: string) => {
  const { ts: messageTs } = await until(`“${control}” on the card of ${handle}`, async () => {
    const card = await cardOf(handle);
    return shows(card, `"text":"${control}"`) ? card : undefined;
  });
  return await clickButton(stage.state, target(), { channel: general, messageTs, user, control });
};
const told = (user: string, text: string): Promise<unknown> =>
  until(`${user} reads “${text}”`, () =>
    whatTheySee(stage.state, user).messages.find((message) => shows(message, text)),
  );
const inState = (handle: string, state: string) =>
  whenGoal(stage.drover, handle, (goal) => goal.state === state);
const started = async (text: string): Promise<string> => {
  const handle = /G-\d+/.exec(await stage.type(aliceId, `run --no-accept ${text}`))?.[0] ?? '';
  await whenGoal(stage.drover, handle, (goal) => goal.turn > 0 && goal.state === 'running');
  return handle;
};

test('a goal begins with a form and is steered with the buttons of its card', async () => {
  const { seen } = await typeCommand(stage.state, target(), { channel: general, user: aliceId, text: 'run' });
  expect(seen).toBe('');
  await until('the form', () => whatTheySee(stage.state, aliceId).modals[0]);
  const values = { 'in:text': 'Write <!channel> notes' };
  expect((await submitView(stage.state, target(), { user: aliceId, values })).closed).toBe(true);
  await told(aliceId, 'G-1');
  await inState('G-1', 'running');

  await press(eveId, 'G-1', 'Pause');
  await when('Eve is refused', () => whatTheySee(stage.state, eveId).messages.length > 0);
  await press(aliceId, 'G-1', 'Stop');
  await inState('G-1', 'paused');
  await press(aliceId, 'G-1', 'Say…');
  await until('the form', () => whatTheySee(stage.state, aliceId).modals[0]);
  await submitView(stage.state, target(), { user: aliceId, values: { 'in:text': 'Use the other file' } });
  await whenGoal(stage.drover, 'G-1', ({ messages }) => messages.length === 1);
  await press(aliceId, 'G-1', 'Cancel');
  const goal = await inState('G-1', 'cancelled');
  expect(goal.messages).toMatchObject([{ text: 'Use the other file' }]);
});

test('a button that is pressed twice, or long after, says how things are', async () => {
  const handle = await started('wait for me');
  const card = await cardOf(handle);
  const old = await until('a button', () => (shows(card, '"text":"Stop"') ? card.blocks : undefined));
  await press(aliceId, handle, 'Stop');
  await inState(handle, 'paused');
  await when('the card says so', async () => shows(await cardOf(handle), '"text":"Resume"'));
  // Somebody's client still shows the buttons of before.
  card.blocks = old;
  const stale = { channel: general, messageTs: card.ts, user: aliceId, control: 'Stop' };
  expect((await clickButton(stage.state, target(), stale)).acked).toBe(true);
  await told(aliceId, 'is already paused');
  await stage.type(aliceId, `cancel ${handle}`);
});

test('stop signs, Slack’s own button and shortcuts stop the goal of their thread, for those who may', async () => {
  const handle = await started('stop me in many ways');
  const card = await cardOf(handle);
  const spot = { channel: general, messageTs: card.ts };
  await reactTo(stage.state, target(), { ...spot, user: eveId, reaction: 'octagonal_sign' });
  await when('Eve is refused', () => whatTheySee(stage.state, eveId).messages.length > 1);
  await inState(handle, 'running');
  const again = async () => {
    await inState(handle, 'paused');
    await stage.type(aliceId, `resume ${handle}`);
    await inState(handle, 'running');
  };
  await reactTo(stage.state, target(), { ...spot, user: aliceId, reaction: 'octagonal_sign' });
  await again();
  const reply = addMessage(stage.state, { channel: general, user: bobId, text: 'hm', threadTs: card.ts });
  const onReply = { channel: general, messageTs: reply.ts, user: aliceId };
  await reactTo(stage.state, target(), { ...onReply, reaction: 'octagonal_sign' });
  await again();
  await messageShortcut(stage.state, target(), { ...onReply, callbackId: 'goal_stop' });
  await again();
  const status = () => stage.state.sessions.get(`${general}:${card.ts}`)?.status;
  await when('Slack shows that it works', () => status() === 'processing');
  await stopSession(stage.state, target(), { channel: general, user: aliceId, threadTs: card.ts });
  await inState(handle, 'paused');
  await when('Slack shows that it rests', () => status() === 'suspended');
  await stage.type(aliceId, `cancel ${handle}`);
  await when('Slack shows that it is over', () => status() === 'closed');
  expect(status()).toBe('closed');
});

test('the home page shows one’s own goals with their buttons, and follows them', async () => {
  const handle = await started('be on my page');
  await openHome(stage.state, target(), { user: aliceId });
  await openHome(stage.state, target(), { user: eveId });
  const page = (user: string): string => JSON.stringify(whatTheySee(stage.state, user).home ?? '');
  await when('her page', () => page(aliceId).includes('be on my page'));
  await when('it follows', () => page(aliceId).includes(`stop/${handle}`));
  await when('a stranger’s page', () => page(eveId) !== '""');
  expect(page(eveId)).not.toContain(handle);
  const viewId = `VH${aliceId}`;
  await clickButton(stage.state, target(), { viewId, user: aliceId, control: `stop/${handle}` });
  await inState(handle, 'paused');
  await when('the page follows', () => page(aliceId).includes(`resume/${handle}`));
  await stage.type(aliceId, `cancel ${handle}`);
});

test('a picture in a reply reaches the goal with its words', async () => {
  const handle = await started('look at pictures');
  const { ts: threadTs } = await cardOf(handle);
  const files = [{ name: 'shot.png', bytes: 'png' }];
  await say(stage.state, target(), {
    channel: general,
    user: aliceId,
    text: '!say see this',
    threadTs,
    files,
  });
  const goal = await whenGoal(stage.drover, handle, ({ messages }) => messages.length === 1);
  expect(goal.messages[0]).toMatchObject({ text: 'see this', attachments: [{ name: 'shot.png', bytes: 3 }] });
  await stage.type(aliceId, `cancel ${handle}`);
});

test('and nothing of it was what Slack forbids', () => {
  expect(stage.state.violations).toEqual([]);
});
