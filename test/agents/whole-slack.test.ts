import { afterEach, describe, expect, it } from 'vitest';
import { call } from '../support/agents/claude-bench.ts';
import { exampleThread } from '../support/agents/example-thread.ts';
import { findClaude } from '../support/agents/real-claude.ts';
import {
  alive,
  answerIn,
  argumentsOf,
  ask,
  openWholeClaude,
  startsOf,
  turnsAsked,
  untilNoneAlive,
  type WholeClaude,
} from '../support/agents/whole-claude.ts';
import { gate } from '../support/model-server/gate.ts';
import { aliceId, bobId, posted, posts, shows } from '../support/whole/slack.ts';
import { until } from '../support/until.ts';

const claude = findClaude() ?? '';
const branch = 'drover/G-1-make-the-failing-cart-tests-pass';

const edit = (from: string, to: string) =>
  call('Edit', { file_path: 'cart.js', old_string: from, new_string: to });
const read = call('Read', { file_path: 'cart.js' });
const countQuantities = edit('all + item.price,', 'all + item.price * item.quantity,');
const takePercent = edit('sum - discount', 'Math.round(sum * (1 - discount / 100))');

describe.skipIf(claude === '')('the real Claude Code in a Slack thread', () => {
  let whole: WholeClaude;
  afterEach(() => whole.close());

  const root = () => posts(whole.workspace.state)[0];
  const cardShows = (text: string) =>
    until(
      `the card to show “${text}”`,
      () => {
        const card = root();
        return card !== undefined && shows(card, text) ? card : undefined;
      },
      40_000,
    );

  it('mends what it got wrong, listens to people meanwhile, and delivers a verified commit', async () => {
    const lastOfTurn1 = gate({ text: 'The sum counts quantities now. All tests should pass.' });
    whole = await openWholeClaude(claude, [
      { text: 'I look at the code first.', ...read },
      { text: 'The sum ignores quantities.', ...countQuantities },
      {
        text: 'I look up how discounts are meant.',
        ...call('Bash', { command: 'curl -s https://prices.example/rules', description: 'read the rules' }),
      },
      lastOfTurn1,
      { text: 'One test is still red: the discount is in percent.', ...takePercent },
      { text: 'M-1: understood, prices stay whole cents. The discount is taken off in percent and rounded.' },
    ]);
    const { state } = whole.workspace;
    expect(await ask(whole, aliceId, 'run make the failing cart tests pass')).toContain('G-1');
    await lastOfTurn1.reached.promise;
    await cardShows('(3 tool calls)');
    expect(
      await ask(whole, bobId, 'say G-1 prices are whole cents, please never return fractions'),
    ).toContain('M-1');
    expect(await ask(whole, bobId, 'pause G-1')).toContain('pauses before its next turn');
    const during = (await cardShows('pausing before the next turn')).text;
    lastOfTurn1.opened.resolve();
    await posted(state, 'G-1 is paused', 40_000);
    await answerIn(whole, bobId, root()?.ts ?? '', '!resume');
    await posted(state, 'G-1 is done, verified', 40_000);
    const done = await cardShows('Took ');
    expect(shows(done, 'M-1 acknowledged (turn 2)')).toBe(true);

    const secondTurn = turnsAsked(whole)[4]?.raw ?? '';
    expect(secondTurn).toContain('[M-1] from');
    expect(secondTurn).toContain('prices are whole cents, please never return fractions');
    expect(secondTurn).toContain('takes the discount off in percent');
    expect(secondTurn).toContain('The sum ignores quantities.');
    const [first, second] = [await argumentsOf(whole, 'G-1', '1-1'), await argumentsOf(whole, 'G-1', '1-2')];
    const session = first[first.indexOf('--session-id') + 1];
    expect(second[second.indexOf('--resume') + 1]).toBe(session);
    expect(shows(done, 'Bash curl -s https://prices.example/rules')).toBe(true);

    const { installation } = whole;
    expect(await installation.git('log', '-1', '--format=%B', branch)).toContain('Drover-Goal: G-1');
    expect(await installation.git('show', `${branch}:cart.js`)).toContain(
      'Math.round(sum * (1 - discount / 100))',
    );
    expect(await installation.git('status', '--porcelain')).toBe('');
    await untilNoneAlive(whole);
    await expect(exampleThread(whole, during)).toMatchFileSnapshot('../../docs/examples/slack-thread.md');
  });

  it('works on while drover is killed, is found again, and is not started twice', async () => {
    const last = gate({ text: 'Now the discount.', ...takePercent });
    whole = await openWholeClaude(claude, [
      { text: 'I look at the code first.', ...read },
      { text: 'The sum ignores quantities.', ...countQuantities },
      last,
      { text: 'All tests should pass.' },
    ]);
    const { state } = whole.workspace;
    await ask(whole, aliceId, 'run make the failing cart tests pass');
    await last.reached.promise;
    await whole.drover.end('SIGKILL');
    expect(await alive(whole)).toBeGreaterThan(0);
    whole.drover = await whole.installation.start(whole.workspace.env('http'));
    last.opened.resolve();
    await posted(state, 'G-1 is done, verified', 60_000);

    expect(await startsOf(whole, 'G-1')).toEqual(['1-1']);
    expect(turnsAsked(whole)).toHaveLength(4);
    const thread = posts(state).slice(1);
    expect(thread.map(({ text }) => text.split('\n')[0])).toEqual([expect.stringContaining('G-1 is done')]);
    const cart = await whole.installation.git('show', `${branch}:cart.js`);
    expect(cart).toContain('item.price * item.quantity');
    expect(cart).toContain('Math.round(sum * (1 - discount / 100))');
    await untilNoneAlive(whole);
  });

  it('leaves no process behind when its goal is cancelled in the middle of a turn', async () => {
    const never = gate({ text: 'never said' });
    whole = await openWholeClaude(claude, [{ text: 'I look at the code first.', ...read }, never]);
    await ask(whole, aliceId, 'run make the failing cart tests pass');
    await never.reached.promise;
    expect(await alive(whole)).toBeGreaterThan(0);
    expect(await ask(whole, aliceId, 'cancel G-1 not needed any more')).toContain('G-1 is cancelled');
    await posted(whole.workspace.state, 'G-1 is cancelled: not needed any more', 40_000);
    await untilNoneAlive(whole);
    expect(await whole.installation.git('branch', '--list', 'drover/*')).toBe('');
  });
});
