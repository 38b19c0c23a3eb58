import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { blocksError } from '../support/slack-emulator/check-blocks.ts';
import { runGoal, whenEnded, whenGoal } from '../support/whole/goals.ts';
import { aliceId, bobId, eveId, posts, shows } from '../support/whole/slack.ts';
import { commandBody, deliverCommand, openStage, type Stage } from '../support/whole/stage.ts';
import { until } from '../support/until.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** What people type, and what they get to see at once. Nothing here is a goal unless it says so. */
let stage: Stage;

/** Keeps its prompt in a file, so that a test can read what reached it. */
const listener = {
  turns: [[{ edit: { path: 'prompt.txt', write: '{{prompt}}' } }, { say: 'Heard.' }]],
};

beforeAll(async () => {
  stage = await openStage({
    config: { agents: { scripted: { kind: 'scripted', script: listener }, other: { kind: 'claude' } } },
  });
});
afterAll(() => stage.close());

const allGoals = async () =>
  ((await stage.drover.get('/api/goals?all=1')) as { goals: readonly { handle: string }[] }).goals;

/** The prompt that the goal's agent got. */
async function promptOf(handle: string): Promise<string> {
  const goal = await whenEnded(stage.drover, handle);
  return readFile(join(goal.workspace?.path ?? '', 'prompt.txt'), 'utf8');
}

test.each([
  ['pasue G-1', /no verb “pasue”.*Did you mean “pause”/s],
  ['fix the login page', /no verb “fix”.*Nothing was started.*\/goal run fix the login page/s],
  ['schedule @daily mend it', /schedule/],
  ['phases', /not built yet/],
  ['stop G-999', /There is no goal G-999/],
  ['run --turns 3', /“run” needs TEXT.*Example: \/goal run/s],
  ['run --no-accept', /“run” needs TEXT/],
  ['run --project shop mend it', /no project “shop”.*Known: cart/s],
  ['run --project crt mend it', /did you mean “cart”/],
  ['run --agent gemini mend it', /no agent “gemini”.*Configured: scripted, other/s],
  ['run --turn 3 mend it', /no flag --turn; did you mean --turns/],
  ['run --turns many mend it', /--turns needs a number/],
  ['run --turns 0 mend it', /budget of 0 would have no limit/],
  ['run --cost 500 mend it', /project allows.*\$5\.00/s],
  ['run --deliver pr mend it', /not built yet.*--deliver branch/s],
  ['run --time soon mend it', /is no duration.*30m/s],
  ['pause', /Which goal\?.*\/goal pause G-1/s],
  ['pause G-77', /no goal G-77/],
  ['status banana', /Which goal/],
])('“/goal %s” is answered with what is wrong and starts nothing', async (typed, answer) => {
  expect(await stage.type(aliceId, typed)).toMatch(answer);
  expect(await allGoals()).toEqual([]);
});

test('“/goal” alone shows every verb, and “/goal help VERB” one of them', async () => {
  const help = await stage.type(aliceId, '');
  for (const verb of ['run', 'pause', 'resume', 'cancel', 'say', 'status'])
    expect(help).toContain(`*${verb}*`);
  expect(await stage.type(aliceId, 'help run')).toContain('--accept CMD');
});

test('a stranger is told the same of a known and of an unknown verb', async () => {
  const known = await stage.type(eveId, 'list');
  expect(known).toMatch(/You may not do that/);
  expect(await stage.type(eveId, 'lits')).toBe(known);
});

test('mentions, quotes and markup reach the agent as they were typed', async () => {
  const typed =
    'run --accept true tell <@U0BOB|bob> that “price &amp; tax” &lt;b&gt; is in <http://cart.js|cart.js> – it’s *cents*';
  const answer = await deliverCommand(stage, commandBody(stage.state, aliceId, typed));
  expect(answer.body).toContain('is on its way');
  const handle = /G-\d+/.exec(answer.body)?.[0] ?? '';
  const words = 'tell @U0BOB that “price & tax” <b> is in cart.js – it’s *cents*';
  expect(await promptOf(handle)).toContain(`# Task\n\n${words}\n`);
  const [root] = posts(stage.state);
  expect(root?.text).toContain('&lt;b&gt;');
  expect(root?.text).not.toMatch(/<@|<b>/);
});

test('the longest text is shown within Slack’s limits and reaches the agent whole; one character more is refused', async () => {
  const longest = `<&> ${'mend 🛒 the cart; '.repeat(700)}`.slice(0, 9_990).padEnd(10_000, '<');
  const seen = await stage.type(aliceId, `run --accept true ${longest}`);
  const { text, blocks } = JSON.parse(seen) as { text: string; blocks: unknown[] };
  expect(blocksError(blocks)).toBeUndefined();
  expect(text.length).toBeLessThan(4000);
  const handle = /G-\d+/.exec(text)?.[0] ?? '';
  expect(await promptOf(handle)).toContain(longest);
  const end = await until('its end to be told', () =>
    posts(stage.state).find((post) => shows(post, `${handle} is `)),
  );
  expect(end.text.length).toBeLessThan(4000);
  expect(stage.state.calls.filter((call) => call.outcome !== 'ok')).toEqual([]);
  const before = await allGoals();
  expect(await stage.type(aliceId, `run ${longest}!`)).toMatch(/10001 characters; 10000 are the most/);
  expect(await allGoals()).toHaveLength(before.length);
});

test('two people pause at once: it is done once, and both are told', async () => {
  const handle = await runGoal(stage.drover, 'wait for a pause', { accept: ['sleep 30'] });
  // While it is queued a pause takes effect at once; here both must meet it at work.
  await whenGoal(stage.drover, handle, (goal) => goal.state === 'running');
  const answers = await Promise.all([
    stage.drover.verb('pause', { goal: handle, actor: 'ann' }),
    stage.type(bobId, `pause ${handle}`),
  ]);
  const told = [answers[0].text, answers[1]].map(String);
  expect(told.filter((one) => one.includes('pauses before its next turn'))).toHaveLength(1);
  expect(told.filter((one) => one.includes('already'))).toHaveLength(1);
  await stage.drover.verb('cancel', { goal: handle });
  await whenEnded(stage.drover, handle);
});
