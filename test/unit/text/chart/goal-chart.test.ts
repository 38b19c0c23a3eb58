import { expect, test } from 'vitest';
import { ChartSchema } from '../../../../src/domain/surface/chart.ts';
import { chartBlocks, chartWords, goalChart } from '../../../../src/text/chart/goal-chart.ts';
import { narrate } from '../../../../src/text/narrate.ts';
import {
  alice,
  checked,
  context,
  foldIn,
  green,
  ready,
  red,
  sampleGoal,
  started,
  startedAs,
  turnFailed,
  turnFinished,
} from '../../../support/core/sample-goal.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';

const minute = 60_000;
type Event = Parameters<typeof foldIn>[2];

/** Each event at its minute. */
const play = (goal: GoalDocument, ...events: readonly [number, Event][]): GoalDocument =>
  events.reduce(
    (now, [at, event]) => foldIn({ ...context, now: 1000 + at * minute }, now, event).document,
    goal,
  );

const [slot, prepared, checkpointed] = ready;
const begun: readonly [number, Event][] = [
  [3, slot as Event],
  [3, prepared as Event],
  [3, checkpointed as Event],
  [3, started],
];
const wall = { input: 100, output: 10, cacheRead: 0, cacheWrite: 0, costUsd: 0.5, wallMs: 17 * minute };

/** Three minutes in the queue, a red turn, a green one. */
const whole = (): GoalDocument =>
  play(
    sampleGoal(),
    ...begun,
    [20, turnFinished({ usage: wall })],
    [23, { ...checked([red]), wallMs: 3 * minute } as Event],
    [23, { type: 'CheckpointMade', number: 2, sha: 'e' }],
    [23, startedAs(2)],
    [40, turnFinished({ usage: wall })],
    [42, { ...checked([green]), wallMs: 2 * minute } as Event],
    [
      42,
      {
        type: 'WorkCommitted',
        sha: 'd'.repeat(40),
        changes: { files: 1, insertions: 1, deletions: 0, untracked: 0, commits: 0 },
      },
    ],
    [42, { type: 'BranchDelivered', ref: 'x' }],
  );

const shown = (goal: GoalDocument) =>
  goalChart(goal, 1000 + 60 * minute).bars.map(({ lane, label, from, to, tone }) => [
    lane,
    label,
    (from - 1000) / minute,
    (to - 1000) / minute,
    tone,
  ]);

test('turns, checks and waits stand where they were, with how they went', () => {
  expect(shown(whole())).toEqual([
    ['turns', '1', 3, 20, 'work'],
    ['turns', '2', 23, 40, 'work'],
    ['checks', '✘ 1', 20, 23, 'bad'],
    ['checks', '✔', 40, 42, 'good'],
    ['waiting', 'queued', 0, 3, 'still'],
  ]);
});

test('what was spent adds up, and the chart ends with the goal', () => {
  const chart = goalChart(whole(), 1e15);
  expect(ChartSchema.parse(chart)).toEqual(chart);
  expect(chart.spend.unit).toBe('usd');
  expect(chart.spend.points.map(({ value }) => value)).toEqual([0, 0.5, 1]);
  expect(chart.to).toBe(1000 + 42 * minute);
  expect(chartWords(chart)).toBe('42 min: 2 turns 34 min · checks 5 min · waiting 3 min · $1.00');
});

test('a turn that runs, and a wait that lasts, end now', () => {
  expect(shown(play(sampleGoal(), ...begun))).toEqual([
    ['turns', '1 …', 3, 60, 'work'],
    ['waiting', 'queued', 0, 3, 'still'],
  ]);
  const blocked = play(sampleGoal(), ...begun, [
    9,
    turnFailed({ kind: 'permission-blocked', message: 'no' }),
  ]);
  expect(shown(blocked)).toContainEqual(['waiting', 'permission', 9, 60, 'warn']);
  expect(shown(blocked)).toContainEqual(['turns', '1', 3, 9, 'bad']);
});

test('a later run has a chart of its own', () => {
  const again = play(whole(), [100, { type: 'ContinueWished', by: alice, text: '' }], [101, slot as Event]);
  const chart = goalChart(again, 1000 + 120 * minute);
  expect(chart.title).toContain('G-1 · run 2 · ');
  expect(chart.bars.map(({ label }) => label)).toEqual(['queued']);
  expect(chart.from).toBe(1000 + 100 * minute);
  expect(chartBlocks(again, 1000)).toEqual([]);
});

test('an agent without a price is counted in tokens', () => {
  const { costUsd: _price, ...tokens } = wall;
  const chart = goalChart(
    play(sampleGoal(), ...begun, [20, turnFinished({ usage: tokens })]),
    1000 + 21 * minute,
  );
  expect(chart.spend).toMatchObject({ unit: 'tokens', points: [{ value: 0 }, { value: 110 }] });
  expect(chartWords(chart)).toContain('110 tokens');
});

const charts = (goal: GoalDocument) =>
  narrate({ type: 'RunEnded' }, goal).blocks.filter(({ type }) => type === 'chart');

test('the last notice of a run has the chart; one in which nothing began has none', () => {
  expect(charts(whole())).toMatchObject([
    { alt: '42 min: 2 turns 34 min · checks 5 min · waiting 3 min · $1.00' },
  ]);
  expect(charts(play(sampleGoal(), [1, { type: 'CancelWished', by: alice, reason: '' }]))).toEqual([]);
});

test('two hundred turns are two hundred bars', () => {
  const [turn] = whole().turns;
  if (turn === undefined) throw new Error('no turn');
  const turns = Array.from({ length: 200 }, (_, index) => ({ ...turn, seq: index + 1, turn: index + 1 }));
  const chart = goalChart({ ...whole(), turns }, 1000);
  expect(chart.bars.filter(({ lane }) => lane === 'turns')).toHaveLength(200);
  expect(ChartSchema.safeParse(chart).success).toBe(true);
});
