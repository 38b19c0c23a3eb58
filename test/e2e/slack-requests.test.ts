import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { privateMessages } from '../support/slack-emulator/emulator-state.ts';
import { addMessage, deliverEvent, eventsOf, postSigned } from '../support/slack-emulator/sender.ts';
import { goalView, runGoal, whenEnded, whenGoal } from '../support/whole/goals.ts';
import { aliceId, bobId, general, posts } from '../support/whole/slack.ts';
import { commandBody, deliverCommand, openStage, type Stage } from '../support/whole/stage.ts';
import { until } from '../support/until.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** What comes to Slack's endpoint: forged, late, early, and the same thing more than once. */
let stage: Stage;

beforeAll(async () => {
  const script = { turns: [[{ say: 'Working.' }, { hang: 'quiet' }]] };
  stage = await openStage({ config: { agents: { scripted: { kind: 'scripted', script } } } });
});
afterAll(() => stage.close());

const everything = () => stage.drover.get('/api/events');

test.each([
  ['signed with another secret', { secret: 'guessed' }],
  ['six minutes old', { offsetSeconds: -360 }],
  ['from six minutes ahead', { offsetSeconds: 360 }],
  ['without a signature', { headers: { 'x-slack-signature': '' } }],
  ['with a time that is none', { headers: { 'x-slack-request-timestamp': 'yesterday' } }],
])('a request that is %s is refused before it is read, and leaves nothing behind', async (_, forgery) => {
  const before = await everything();
  const body = commandBody(stage.state, aliceId, 'run make it right');
  const answer = await deliverCommand(stage, body, forgery);
  expect(answer).toEqual({ status: 401, body: '' });
  expect(await everything()).toEqual(before);
  expect(posts(stage.state)).toEqual([]);
  expect(stage.drover.output()).not.toContain('make it right');
});

const postJson = (body: string) => postSigned(stage.state, stage.endpoint(), 'application/json', body);

test('Slack’s test of the address is answered, and a body that is no command or event is refused', async () => {
  const check = await postJson('{"type":"url_verification","challenge":"c-1"}');
  expect(check).toEqual({ status: 200, body: 'c-1' });
  expect((await postJson('{"half":')).status).toBe(400);
});

test('a command that is delivered twice starts one goal and gets the same answer twice', async () => {
  const body = commandBody(stage.state, aliceId, 'run only once');
  const [first, second] = await Promise.all([deliverCommand(stage, body), deliverCommand(stage, body)]);
  const third = await deliverCommand(stage, body);
  expect(first.body).toContain('is on its way');
  expect([second.body, third.body]).toEqual([first.body, first.body]);
  const { goals } = (await stage.drover.get('/api/goals')) as { goals: { title: string }[] };
  expect(goals.filter((goal) => goal.title === 'only once')).toHaveLength(1);
});

test('a message in a thread that Slack delivers again has one effect and one answer', async () => {
  const { state } = stage;
  const handle = /G-\d+/.exec(await stage.type(aliceId, 'run wait for a word'))?.[0] ?? '';
  const root = await until('the thread', () => posts(state).find((post) => post.text.includes(handle)));
  // Until drover knows its card, Slack is asked to deliver again.
  await whenGoal(stage.drover, handle, (goal) => goal.origin.thread === root.ts);
  const message = addMessage(state, {
    channel: general,
    user: bobId,
    text: '!say use whole cents',
    threadTs: root.ts,
  });
  const [body] = eventsOf(state, general, message);
  const target = { endpoint: stage.endpoint() };
  const headers = { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' };
  const again = (more: Record<string, string>) =>
    postSigned(state, target.endpoint, 'application/json', JSON.stringify(body), { headers: more });
  const answers = await Promise.all([
    again({}),
    again(headers),
    again({ ...headers, 'x-slack-retry-num': '2' }),
  ]);
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
  expect(await deliverEvent(state, target, body ?? {})).toEqual({ confirmed: true, attempts: 1 });
  expect((await goalView(stage.drover, handle)).messages).toHaveLength(1);
  await until('the answer', () => privateMessages(state, general)[0]);
  // What came later would have been answered by now: this verb was asked after all of them.
  await stage.type(aliceId, `cancel ${handle}`);
  await whenEnded(stage.drover, handle);
  expect(privateMessages(state, general).map((one) => one.text.includes('M-1 is queued'))).toEqual([true]);
});

test('other talk in the thread, and verbs in threads of others, are left alone', async () => {
  const { state } = stage;
  const handle = await runGoal(stage.drover, 'stand by');
  const before = { events: await everything(), told: privateMessages(state, general).length };
  const remark = addMessage(state, { channel: general, user: aliceId, text: 'lunch?' });
  for (const text of ['looks good to me', '!cancel', 'stop'])
    for (const body of eventsOf(
      state,
      general,
      addMessage(state, { channel: general, user: aliceId, text, threadTs: remark.ts }),
    ))
      await deliverEvent(state, { endpoint: stage.endpoint() }, body);
  expect(privateMessages(state, general)).toHaveLength(before.told);
  await stage.drover.verb('cancel', { goal: handle });
  expect(await whenEnded(stage.drover, handle)).toMatchObject({ state: 'cancelled' });
});
