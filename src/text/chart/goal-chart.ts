import { isTerminal } from '../../domain/goal.ts';
import type { Block } from '../../domain/surface/content.ts';
import type { Chart } from '../../domain/surface/chart.ts';
import { tokensOf, type TurnRecord } from '../../domain/turn.ts';
import { runningTurn } from '../../goal/moves/withdraw.ts';
import type { GoalDocument, Hold, Round } from '../../goal/state.ts';
import { compactNumber, dollars, duration, oneLine, plural } from '../format.ts';

type Bar = Chart['bars'][number];

/** Most bars of one chart. */
const mostBars = 1000;

/**
 * The newest run of a goal as a chart, with the same in words: when the agent worked, when it was checked, what it waited
 * for, and what had been spent by then. Nothing for a run in which no turn has begun.
 * @param now epoch milliseconds; of an ended goal its end counts
 */
export function chartBlocks(goal: GoalDocument, now: number): Block[] {
  const chart = goalChart(goal, now);
  return chart.bars.some(({ lane }) => lane === 'turns')
    ? [{ type: 'chart', alt: chartWords(chart), chart }]
    : [];
}

export function goalChart(goal: GoalDocument, now: number): Chart {
  const to = isTerminal(goal.state) ? (goal.endedAt ?? now) : now;
  const begin = goal.turns.findLast(({ run }) => run < goal.run)?.endedAt ?? goal.createdAt;
  const turns = goal.turns.filter(({ run }) => run === goal.run);
  const bars = [
    ...turns.map(turnBar),
    ...currentTurn(goal, to),
    ...(goal.rounds ?? []).filter(({ run }) => run === goal.run).map(roundBar),
    ...(goal.holds ?? []).filter(({ from }) => from >= begin).map((hold) => holdBar(hold, to)),
  ].slice(-mostBars);
  const from = Math.min(to, ...bars.map((bar) => bar.from));
  const run = goal.run > 1 ? ` · run ${goal.run}` : '';
  return {
    title: oneLine(`${goal.id}${run} · ${goal.spec.title}`, 120),
    from,
    to,
    bars,
    spend: spendOf(turns, from),
  };
}

const tones = { finished: 'work', failed: 'bad', aborted: 'still' } as const;

function turnBar({ kind, turn, attempt, outcome, startedAt, endedAt }: TurnRecord): Bar {
  const number = attempt > 1 ? `${turn}.${attempt}` : String(turn);
  const label = kind === 'compact' ? 'compaction' : number;
  return { lane: 'turns', label, from: startedAt, to: endedAt, tone: tones[outcome] };
}

function currentTurn(goal: GoalDocument, to: number): Bar[] {
  const effect = runningTurn(goal);
  if (effect?.started === undefined) return [];
  const label = effect.kind === 'compact' ? 'compaction' : `${effect.turn} …`;
  return [{ lane: 'turns', label, from: Math.min(effect.started.at, to), to, tone: 'work' }];
}

function roundBar({ at, wallMs, red }: Round): Bar {
  const label = red === 0 ? '✔' : `✘ ${red}`;
  return { lane: 'checks', label, from: at - wallMs, to: at, tone: red === 0 ? 'good' : 'bad' };
}

const holdTones: Readonly<Record<Hold['why'], Bar['tone']>> = {
  queued: 'still',
  paused: 'still',
  sleeping: 'still',
  dependency: 'still',
  'rate-limit': 'still',
  budget: 'warn',
  permission: 'warn',
  question: 'warn',
};

const holdBar = ({ why, from, to = Infinity }: Hold, until: number): Bar => ({
  lane: 'waiting',
  label: why,
  from,
  to: Math.max(from, Math.min(to, until)),
  tone: holdTones[why],
});

/** Dollars where the agent has a price, else tokens. */
function spendOf(turns: readonly TurnRecord[], from: number): Chart['spend'] {
  const unit = turns.some(({ usage }) => usage.costUsd !== undefined) ? 'usd' : 'tokens';
  let value = 0;
  const points = turns.map(({ usage, endedAt }) => {
    value += unit === 'usd' ? (usage.costUsd ?? 0) : tokensOf(usage);
    return { at: endedAt, value };
  });
  return { unit, points: [{ at: from, value: 0 }, ...points] };
}

/** `12 min: 2 turns 9 min · checks 2 min · waiting 1 min · $0.42`. */
export function chartWords({ from, to, bars, spend }: Chart): string {
  const count = bars.filter(({ lane }) => lane === 'turns').length;
  const lasted = (lane: Bar['lane']): number =>
    bars.filter((bar) => bar.lane === lane).reduce((sum, bar) => sum + Math.max(bar.to - bar.from, 0), 0);
  const value = spend.points.at(-1)?.value ?? 0;
  const spent = spend.unit === 'usd' ? dollars(value) : `${compactNumber(value)} tokens`;
  return [
    `${duration(to - from)}: ${plural(count, 'turn')} ${duration(lasted('turns'))}`,
    ...(['checks', 'waiting'] as const)
      .filter((lane) => lasted(lane) > 0)
      .map((lane) => `${lane} ${duration(lasted(lane))}`),
    spent,
  ].join(' · ');
}
