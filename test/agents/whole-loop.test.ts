import { afterEach, describe, expect, it } from 'vitest';
import { utcMoment } from '../../src/text/utc.ts';
import { call } from '../support/agents/claude-bench.ts';
import { findClaude } from '../support/agents/real-claude.ts';
import {
  alive,
  argumentsOf,
  ask,
  lastWords,
  openWholeClaude,
  startsOf,
  turnsAsked,
  untilNoneAlive,
  type WholeClaude,
} from '../support/agents/whole-claude.ts';
import { gate, inOrder } from '../support/model-server/gate.ts';
import { faults, type ModelReplyInput } from '../support/model-server/model-reply.ts';
import { goalView, whenEnded, whenGoal } from '../support/whole/goals.ts';
import { aliceId, posted, posts, shows } from '../support/whole/slack.ts';
import { until } from '../support/until.ts';

const claude = findClaude() ?? '';
const task = 'make the failing cart tests pass';
const advice = '# Advice';

const edit = (from: string, to: string) =>
  call('Edit', { file_path: 'cart.js', old_string: from, new_string: to });
const read = { text: 'I look at the code first.', ...call('Read', { file_path: 'cart.js' }) };
const countQuantities = {
  text: 'The sum ignores quantities.',
  ...edit('all + item.price,', 'all + item.price * item.quantity,'),
};
const takePercent = {
  text: 'The discount is in percent.',
  ...edit('sum - discount', 'Math.round(sum * (1 - discount / 100))'),
};
const says = (text: string) => ({ text });
/** What mends everything in one turn. */
const mends = [read, countQuantities, takePercent, says('All tests should pass.')];
const summary: ModelReplyInput = {
  text: '<analysis>thoughts of no use</analysis>\n<summary>1. The quantities count now; a HERON watched.</summary>',
  usage: { input_tokens: 61_000, output_tokens: 300 },
};

const timesIn = (text: string, words: string): number => text.split(words).length - 1;

describe.skipIf(claude === '')('the loop with the real Claude Code', () => {
  let whole: WholeClaude;
  afterEach(() => whole.close());

  const cardShows = (text: string) =>
    until(
      `the card to show “${text}”`,
      () => {
        const card = posts(whole.workspace.state)[0];
        return card !== undefined && shows(card, text) ? card : undefined;
      },
      60_000,
    );
  const run = () => ask(whole, aliceId, `run ${task}`);
  const appears = (text: string) => posted(whole.workspace.state, text, 60_000);
  const ended = () => whenEnded(whole.drover, 'G-1');
  const rowsOf = async () =>
    (await goalView(whole.drover, 'G-1')).turns.map(({ kind, turn, attempt, outcome }) => [
      kind,
      turn,
      attempt,
      outcome,
    ]);
  const sessionsOf = async () => {
    const all = await Promise.all(
      (await startsOf(whole, 'G-1')).map((start) => argumentsOf(whole, 'G-1', start)),
    );
    return all.map((words) => words[words.findIndex((word) => /^--(session-id|resume)$/.test(word)) + 1]);
  };

  // The CLI now and then ends after SIGINT without its result; see claude-stop.test.ts.
  it(
    'stopped in the middle of a stream leaves nothing running, books what it cost, and goes on knowing everything',
    { retry: 2 },
    async () => {
      whole = await openWholeClaude(claude, [
        read,
        { fault: 'stall', text: 'I begin to explain.', begun: 'Herons stand' },
        countQuantities,
        takePercent,
        says('All tests should pass.'),
      ]);
      await run();
      await cardShows('I begin to explain.');
      expect(await alive(whole)).toBeGreaterThan(0);
      const begun = performance.now();
      await ask(whole, aliceId, 'stop G-1');
      await whenGoal(whole.drover, 'G-1', ({ state }) => state === 'paused');
      process.stdout.write(
        `stop with the real Claude Code took ${Math.round(performance.now() - begun)} ms\n`,
      );
      expect(await alive(whole)).toBe(0);
      await appears('G-1 is paused: turn 1 was stopped');
      const stopped = await goalView(whole.drover, 'G-1');
      expect(stopped.turns).toMatchObject([{ outcome: 'aborted', usage: { input: 2000 } }]);
      expect(stopped.usage.costUsd).toBeGreaterThan(0);

      await ask(whole, aliceId, 'resume G-1');
      await appears('G-1 is done, verified');
      const resumed = turnsAsked(whole)[2];
      for (const text of [task, 'I look at the code first.', 'I begin to explain.'])
        expect(resumed?.raw).toContain(text);
      expect(lastWords(resumed)).toContain('Your last turn was ended by drover before you were finished.');
      expect(new Set(await sessionsOf()).size).toBe(1);
      expect((await ended()).usage.costUsd).toBeGreaterThan(stopped.usage.costUsd ?? Infinity);
      await untilNoneAlive(whole);
    },
  );

  it('tells the agent which check failed, how, and what helps, and nothing that it knows already', async () => {
    whole = await openWholeClaude(claude, [
      read,
      countQuantities,
      says('All tests should pass.'),
      takePercent,
      says('Now they do.'),
    ]);
    await run();
    await appears('G-1 is done, verified');
    const second = turnsAsked(whole)[3];
    const told = lastWords(second);
    expect(told).toContain('npm test: exit 1');
    expect(told).toContain('990 !== 900');
    expect(told).toContain(advice);
    for (const known of ['# Rules', '# Task', '# Done means']) {
      expect(told).not.toContain(known);
      expect(timesIn(second?.raw ?? '', known)).toBe(1);
    }
    expect((await appears('Turn 1: 1 check failed')).threadTs).toBeDefined();
  });

  it('compacts a session when a person asks for it, and gives their words to the turn after that', async () => {
    const last = gate({ text: 'All tests should pass.', usage: { input_tokens: 90_000 } });
    whole = await openWholeClaude(claude, [
      read,
      countQuantities,
      last,
      summary,
      read,
      takePercent,
      says('M-1: whole cents, as you said.'),
    ]);
    await run();
    await last.reached.promise;
    await ask(whole, aliceId, 'compact G-1 the bird in the pond');
    await ask(whole, aliceId, 'say G-1 prices are whole cents');
    await cardShows('compacting before the next turn');
    last.opened.resolve();
    await appears('G-1 is done, verified');
    const [compaction, after] = turnsAsked(whole).slice(3, 5);
    expect(lastWords(compaction)).toContain('the bird in the pond');
    expect(compaction?.raw).not.toContain('prices are whole cents');
    expect(after?.raw).toContain('a HERON watched');
    expect(after?.raw).not.toContain('thoughts of no use');
    expect(after?.raw).not.toContain(countQuantities.text);
    for (const text of ['[M-1] from', 'prices are whole cents', '990 !== 900'])
      expect(lastWords(after)).toContain(text);
    expect(await rowsOf()).toEqual([
      ['work', 1, 1, 'finished'],
      ['compact', 1, 1, 'finished'],
      ['work', 2, 1, 'finished'],
    ]);
    await appears('the session was compacted');
    await cardShows('M-1 acknowledged (turn 2)');
  });

  it('compacts a session that has become too long, and does the same turn again', async () => {
    whole = await openWholeClaude(
      claude,
      [
        read,
        countQuantities,
        says('All tests should pass.'),
        faults.promptTooLong(),
        summary,
        read,
        takePercent,
        says('Now they do.'),
      ],
      { env: { DISABLE_AUTO_COMPACT: '1' } },
    );
    await run();
    await appears('G-1 is done, verified');
    expect((await rowsOf()).map(([kind, turn, attempt]) => [kind, turn, attempt])).toEqual([
      ['work', 1, 1],
      ['work', 2, 1],
      ['compact', 2, 1],
      ['work', 2, 2],
    ]);
    const after = turnsAsked(whole)[5];
    expect(after?.raw).toContain('a HERON watched');
    expect(after?.raw).not.toContain(countQuantities.text);
    expect(lastWords(after)).toContain('990 !== 900');
    expect(new Set(await sessionsOf()).size).toBe(1);
    await appears('the session was compacted');
  });

  it('waits until its subscription is free again, and says in the thread until when', async () => {
    const env = { CLAUDE_CODE_OAUTH_TOKEN: 'sk-ant-oat-none' };
    whole = await openWholeClaude(claude, [], { env, billing: 'subscription' });
    const resetsAt = Math.ceil(Date.now() / 1000) + 25;
    whole.model.play(inOrder([faults.usageLimited(resetsAt), ...mends]));
    await run();
    await cardShows(utcMoment(resetsAt * 1000));
    const waiting = await goalView(whole.drover, 'G-1');
    expect(waiting).toMatchObject({ state: 'waiting', waiting: { deadline: resetsAt * 1000 } });
    expect(turnsAsked(whole)).toHaveLength(1);
    expect(turnsAsked(whole)[0]?.headers).toMatchObject({ authorization: 'Bearer sk-ant-oat-none' });
    expect(await ended()).toMatchObject({ state: 'done', turn: 1, attempt: 2 });
    expect(Date.now()).toBeGreaterThanOrEqual(resetsAt * 1000);
    expect(turnsAsked(whole)[1]?.raw).toContain(task);
    expect(await rowsOf()).toEqual([
      ['work', 1, 1, 'failed'],
      ['work', 1, 2, 'finished'],
    ]);
  });

  it('waits outside of the agent for a vendor that asks for a long pause, and no turn is used up', async () => {
    whole = await openWholeClaude(claude, [faults.rateLimited(600), ...mends]);
    await run();
    const waiting = await whenGoal(whole.drover, 'G-1', ({ state }) => state === 'waiting');
    expect(waiting.waiting?.reason).toBe('rate-limit');
    expect(await alive(whole)).toBe(0);
    await cardShows(utcMoment(waiting.waiting?.deadline ?? 0));
    expect(turnsAsked(whole)).toHaveLength(1);
    expect(await ended()).toMatchObject({ state: 'done', turn: 1, attempt: 2 });
    expect(Date.now()).toBeGreaterThanOrEqual(waiting.waiting?.deadline ?? Infinity);
    await cardShows('1 of 40 turns');
    expect(turnsAsked(whole)).toHaveLength(1 + mends.length);
    expect(new Set(await sessionsOf()).size).toBe(1);
  });
});
