import { afterEach, describe, expect, it } from 'vitest';
import type { Question } from '../../src/domain/question.ts';
import { call } from '../support/agents/claude-bench.ts';
import { findClaude } from '../support/agents/real-claude.ts';
import {
  answerIn,
  ask,
  lastWords,
  openWholeClaude,
  turnsAsked,
  untilNoneAlive,
  type WholeClaude,
} from '../support/agents/whole-claude.ts';
import { goalView, whenEnded, whenGoal, type GoalView } from '../support/whole/goals.ts';
import { aliceId, posted } from '../support/whole/slack.ts';

const claude = findClaude() ?? '';

const edit = (from: string, to: string) =>
  call('Edit', { file_path: 'cart.js', old_string: from, new_string: to });
/** What mends everything in one turn. */
const mends = [
  call('Read', { file_path: 'cart.js' }),
  edit('all + item.price,', 'all + item.price * item.quantity,'),
  edit('sum - discount', 'Math.round(sum * (1 - discount / 100))'),
  { text: 'All tests should pass.' },
];
const question = {
  question: 'Are prices whole cents?',
  options: ['yes', 'no'],
  default: 'no, with fractions',
};
const asks = call('mcp__drover__ask_operator', question);
/** Longer than any test: who is to answer in time does. */
const patient = { questionWait: '1h', askPatience: '10m' };

const rows = ({ turns }: GoalView) => turns.map(({ turn, outcome }) => [turn, outcome]);

describe.skipIf(claude === '')('the real Claude Code asks people', () => {
  let whole: WholeClaude;
  afterEach(() => whole.close());

  const goal = async () => (await goalView(whole.drover, 'G-1')) as GoalView & { questions: Question[] };
  const run = () => ask(whole, aliceId, 'run make the failing cart tests pass');
  const isAsked = () => posted(whole.workspace.state, 'G-1: the agent asks (Q-1)', 60_000);
  const answer = async (text: string) => answerIn(whole, aliceId, (await goal()).origin.thread ?? '', text);

  it('is offered the tool, and has the answer of a person in the same turn', async () => {
    whole = await openWholeClaude(claude, [asks, ...mends], { escalation: patient });
    await run();
    const notice = await isAsked();
    expect(notice.threadTs).toBe((await goal()).origin.thread);
    expect(turnsAsked(whole)[0]?.body.tools.map(({ name }) => name)).toContain('mcp__drover__ask_operator');
    await answer('1');
    const ended = await whenEnded(whole.drover, 'G-1');
    expect(ended).toMatchObject({ state: 'done', verified: 'verified' });
    expect(rows(ended)).toEqual([[1, 'finished']]);
    expect(turnsAsked(whole)[1]?.raw).toMatch(/The operator [^"]* answers:\\nyes/);
    expect((await goal()).questions).toMatchObject([{ text: question.question, answer: 'yes', taken: true }]);
    await untilNoneAlive(whole);
  });

  it('ends its turn when nobody answers soon, and has the answer with its next one, in the same session', async () => {
    whole = await openWholeClaude(claude, [asks, { text: 'I wait for the answer.' }, ...mends], {
      escalation: { ...patient, askPatience: '1s' },
    });
    await run();
    const waiting = await whenGoal(whole.drover, 'G-1', ({ state }) => state === 'waiting');
    expect(waiting.waiting).toMatchObject({ reason: 'question', note: question.question });
    expect(turnsAsked(whole)[1]?.raw).toContain('Nobody has answered Q-1 yet. End your turn now');
    await untilNoneAlive(whole);
    await answer('yes, always');
    const ended = await whenEnded(whole.drover, 'G-1');
    expect(ended).toMatchObject({ state: 'done', turn: 2 });
    expect(new Set(ended.turns.map(({ session }) => session)).size).toBe(1);
    expect(lastWords(turnsAsked(whole)[2])).toMatch(/Are prices whole cents\?.*answers:\nyes, always/s);
    expect(turnsAsked(whole)[2]?.raw).toContain('I wait for the answer.');
  });

  it('goes on waiting while drover is killed and started again, and is answered once', async () => {
    whole = await openWholeClaude(claude, [asks, ...mends], { escalation: patient });
    await run();
    await isAsked();
    await whole.drover.end('SIGKILL');
    whole.drover = await whole.installation.start(whole.workspace.env('http'));
    await whenGoal(whole.drover, 'G-1', ({ state }) => state === 'running');
    await answer('no');
    const ended = await whenEnded(whole.drover, 'G-1');
    expect(ended).toMatchObject({ state: 'done' });
    expect(rows(ended)).toEqual([[1, 'finished']]);
    expect(turnsAsked(whole)[1]?.raw).toMatch(/The operator [^"]* answers:\\nno/);
    expect((await goal()).questions).toHaveLength(1);
  });

  it('goes on with its own default when the deadline passes', async () => {
    whole = await openWholeClaude(claude, [asks, ...mends], {
      escalation: { ...patient, questionWait: '2s' },
    });
    await run();
    await isAsked();
    const ended = await whenEnded(whole.drover, 'G-1');
    expect(rows(ended)).toEqual([[1, 'finished']]);
    expect(turnsAsked(whole)[1]?.raw).toContain('Nobody answered in time, so your own default counts');
    expect((await goal()).questions).toMatchObject([{ state: 'expired', answer: question.default }]);
    await posted(whole.workspace.state, 'G-1: nobody answered Q-1 in time');
  });

  it('is told to decide itself where nobody can be asked, and that a report is none', async () => {
    const report = call('mcp__drover__ask_operator', { question: 'Done. I fixed the sum. Anything else?' });
    whole = await openWholeClaude(claude, [report, asks, ...mends]);
    await run();
    const ended = await whenEnded(whole.drover, 'G-1');
    expect(rows(ended)).toEqual([[1, 'finished']]);
    expect(turnsAsked(whole)[1]?.raw).toContain('This is a report, not a question');
    expect(turnsAsked(whole)[2]?.raw).toContain('Nobody can be asked here');
    expect((await goal()).questions).toEqual([]);
  });
});
