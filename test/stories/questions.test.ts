import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Question } from '../../src/domain/question.ts';
import { goalView, whenEnded, whenGoal, type GoalView } from '../support/whole/goals.ts';
import { aliceId, bobId, general, posted, posts, reply, shows } from '../support/whole/slack.ts';
import { openStage, type Stage } from '../support/whole/stage.ts';
import { privateMessages } from '../support/slack-emulator/emulator-state.ts';
import { until } from '../support/until.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** Agents ask people: in the thread, in time and too late, while drover lives and while it does not. */
let stage: Stage;

const plays = (...turns: readonly object[][]) => ({ kind: 'scripted', script: { turns } });
const remembers = [{ edit: { path: 'prompt.txt', write: '{{prompt}}' } }, { say: 'Done.' }];
const asks = (question: string, more: object = {}) =>
  plays([{ say: 'I have a question.' }, { ask: { question, ...more } }], remembers);
const options = ['Postgres', 'SQLite'];

const agents = {
  asker: asks('Which database?', { options }),
  /** Writes its file with a shell, as real agents do. */
  sheller: plays([{ run: `printf '%s' '{"question": "By hand?"}' > "$DROVER_QUESTION_FILE"` }], remembers),
  careful: asks('Which default?', { options, default: 'SQLite' }),
  reporter: plays([
    { edit: { path: 'notes.txt', write: 'x' } },
    { ask: { question: 'Done. I fixed the sum. Anything else?' } },
  ]),
  liar: plays([
    { run: 'ln -s /etc/hostname "$DROVER_QUESTION_FILE"' },
    { run: `printf 'I fixed the sum.' > "$DROVER_SUMMARY_FILE"` },
    { edit: { path: 'notes.txt', write: 'x' } },
    { say: 'Done.' },
  ]),
};

const open = (questionWait: string) =>
  openStage({
    config: (source) => ({
      agents,
      projects: { cart: { source, accept: ['true'], agent: 'asker', channels: [`slack:${general}`] } },
      concurrency: { goals: 8 },
      escalation: { budgetWait: 0, questionWait },
    }),
  });

beforeAll(async () => {
  stage = await open('1h');
});
afterAll(() => stage.close());

type Asked = GoalView & { readonly questions: readonly Question[] };
const questionsOf = async (on: Stage, goal: string) => ((await goalView(on.drover, goal)) as Asked).questions;

/** Asks for a goal in the channel; each has a text of its own, since the same one twice is the same goal. */
const begin = async (on: Stage, agent: string, text: string): Promise<string> =>
  /G-\d+/.exec(await on.type(aliceId, `run --agent ${agent} ${text}`))?.[0] ?? '';

/** Asks for a goal in the channel; answers its handle when its agent waits for an answer, and its thread. */
async function asking(on: Stage, agent: string, text: string): Promise<{ goal: string; thread: string }> {
  const goal = await begin(on, agent, text);
  await whenGoal(on.drover, goal, ({ state }) => state === 'waiting');
  const thread = (await goalView(on.drover, goal)).origin.thread ?? '';
  return { goal, thread };
}
const answerIn = (on: Stage, user: string, thread: string, text: string) =>
  reply(on.state, { endpoint: on.endpoint() }, user, thread, text);
const promptOf = async (on: Stage, goal: string): Promise<string> =>
  readFile(join((await goalView(on.drover, goal)).workspace?.path ?? '', 'prompt.txt'), 'utf8');
const sessionsOf = ({ turns }: GoalView) => new Set(turns.map(({ session }) => session)).size;

test.concurrent('a question is told in the thread, a plain reply answers it, and the same session has the answer', async () => {
  const { goal, thread } = await asking(stage, 'asker', 'use a database');
  const notice = await posted(stage.state, `${goal}: the agent asks (Q-1)`);
  expect(notice.threadTs).toBe(thread);
  for (const words of ['Which database?', 'Postgres', 'SQLite', `/goal answer ${goal} TEXT`])
    expect(shows(notice, words)).toBe(true);
  expect(await stage.type(bobId, `status ${goal}`)).toContain('a plain reply answers Q-1');
  await answerIn(stage, aliceId, thread, '2');
  const ended = await whenEnded(stage.drover, goal);
  expect(ended).toMatchObject({ state: 'done', turn: 2 });
  expect(sessionsOf(ended)).toBe(1);
  expect(await promptOf(stage, goal)).toMatch(/Which database\?.*the operator .* answers:\nSQLite/s);
  await posted(stage.state, `${goal}: Q-1 is answered`);
});

test.concurrent('of two people who reply at once one is heard, and the other told who was', async () => {
  const { goal, thread } = await asking(stage, 'asker', 'use another database');
  await Promise.all([answerIn(stage, aliceId, thread, 'Postgres'), answerIn(stage, bobId, thread, 'SQLite')]);
  expect(await whenEnded(stage.drover, goal)).toMatchObject({ state: 'done', turn: 2 });
  const [question] = await questionsOf(stage, goal);
  expect(options).toContain(question?.answer);
  expect((await promptOf(stage, goal)).match(/answers:\n/g)).toHaveLength(1);
  const told = () =>
    privateMessages(stage.state, general).filter((message) => shows(message, `Q-1 of ${goal}`));
  await until('both to be told', () => (told().length === 2 ? true : undefined));
  const late = told().filter((message) => shows(message, 'was answered by'));
  expect(late).toMatchObject([{ onlyFor: question?.by?.user === aliceId ? bobId : aliceId }]);
});

test.concurrent('an agent without a tool finds its file by its environment, and who replies after the answer changes nothing', async () => {
  const { goal, thread } = await asking(stage, 'sheller', 'do it by hand');
  expect(await stage.type(bobId, `answer ${goal} with a machine`)).toContain('Q-1');
  await answerIn(stage, aliceId, thread, 'nobody asks any more');
  expect(await whenEnded(stage.drover, goal)).toMatchObject({ state: 'done' });
  expect(await promptOf(stage, goal)).toMatch(/By hand\?.*answers:\nwith a machine/s);
  expect(await questionsOf(stage, goal)).toHaveLength(1);
});

test.concurrent('a report in the question file asks nobody, and is the turn’s summary', async () => {
  const goal = await begin(stage, 'reporter', 'mend it like a reporter');
  const ended = await whenEnded(stage.drover, goal);
  expect(ended).toMatchObject({
    state: 'done',
    turn: 1,
    turns: [{ summary: 'Done. I fixed the sum. Anything else?' }],
  });
  expect(posts(stage.state).some((message) => shows(message, `${goal}: the agent asks`))).toBe(false);
});

test.concurrent('a link in the place of the question file is not followed; the summary file is read', async () => {
  const goal = await begin(stage, 'liar', 'mend it like a liar');
  const ended = await whenEnded(stage.drover, goal);
  expect(ended).toMatchObject({ state: 'done', turns: [{ summary: 'I fixed the sum.' }] });
  expect(await questionsOf(stage, goal)).toEqual([]);
});

test('a question outlives drover: killed while it waits, it is asked once and answered after its return', async () => {
  const mortal = await open('1h');
  try {
    const { goal, thread } = await asking(mortal, 'asker', 'use a database');
    await posted(mortal.state, `${goal}: the agent asks (Q-1)`);
    await mortal.drover.end('SIGKILL');
    await mortal.restart();
    await answerIn(mortal, aliceId, thread, 'postgres');
    const ended = await whenEnded(mortal.drover, goal);
    expect(ended).toMatchObject({ state: 'done', turn: 2 });
    expect(await promptOf(mortal, goal)).toMatch(/answers:\nPostgres/);
    const asked = posts(mortal.state).filter((message) => shows(message, 'the agent asks'));
    expect(asked).toHaveLength(1);
  } finally {
    await mortal.close();
  }
});

test('at the deadline the default counts; without one a person has to decide', async () => {
  const hasty = await open('3s');
  try {
    const first = await begin(hasty, 'careful', 'use a default');
    const second = await begin(hasty, 'asker', 'use a database');
    expect(await whenEnded(hasty.drover, first)).toMatchObject({ state: 'done', turn: 2 });
    expect(await promptOf(hasty, first)).toMatch(/nobody has answered in time.*SQLite/s);
    await posted(hasty.state, `${first}: nobody answered Q-1 in time`);
    const escalated = await whenEnded(hasty.drover, second);
    expect(escalated).toMatchObject({ state: 'escalated', turn: 1 });
    expect(escalated.result?.hint).toContain(`/goal continue ${second}`);
    expect(await hasty.type(aliceId, `answer ${second} SQLite`)).toContain('has ended');
    await hasty.type(aliceId, `continue ${second} use SQLite`);
    expect(await whenEnded(hasty.drover, second)).toMatchObject({ state: 'done' });
    expect(await promptOf(hasty, second)).toMatch(/use SQLite.*nobody has given an answer/s);
  } finally {
    await hasty.close();
  }
});
