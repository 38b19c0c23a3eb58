import { budgetAxes, type Budget, type BudgetAxis } from '../domain/budget.ts';
import { axisValue } from './format.ts';
import { durationMs } from './read-duration.ts';

/** What a budget is grown by, axis by axis. */
export type Growth = Partial<Budget>;
type Stored = { readonly [A in BudgetAxis]?: number | undefined };

/** What people are offered where nothing else is known: enough for a few more turns. */
const usual: Budget = {
  turns: 5,
  wallMs: 30 * 60_000,
  costUsd: 2,
  tokens: 100_000,
  denies: 2,
  errors: 2,
  overflows: 1,
};

/** A usual step on one axis. */
export const usualGrowth = (axis: BudgetAxis): Growth => ({ [axis]: usual[axis] });

/** As people say it: `5 turns · $2.00`. */
export const growthWords = (growth: Stored): string =>
  axesOf(growth)
    .map((axis) => axisValue(axis, growth[axis] ?? 0))
    .join(' · ');

/** As people type it: `+5turns +2usd`; `readGrowth` reads it back. */
export const growthTyped = (growth: Stored): string =>
  axesOf(growth)
    .map((axis) => `+${typed(axis, growth[axis] ?? 0)}`)
    .join(' ');

const axesOf = (growth: Stored): BudgetAxis[] => budgetAxes.filter((axis) => (growth[axis] ?? 0) > 0);

function typed(axis: BudgetAxis, value: number): string {
  if (axis === 'wallMs') return typedDuration(value);
  if (axis === 'costUsd') return `${Number(value.toFixed(4))}usd`;
  if (axis === 'tokens') return value % 1000 === 0 ? `${value / 1000}ktokens` : `${value}tokens`;
  return `${value}${axis}`;
}

function typedDuration(ms: number): string {
  const seconds = Math.max(Math.ceil(ms / 1000), 1);
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ] as const;
  return parts
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount}${unit}`)
    .join('');
}

/** The largest step that is taken for one; more is a slip of the finger. */
const mostGrowth = 1e12;

/** `+5turns`, `+2usd`, `$2`, `+1h30m`, `+100ktokens` … → what it adds; undefined when it is none of these. */
export function readGrowth(word: string): Growth | undefined {
  const text = word.toLowerCase().trim();
  const money = /^\+?\$(\d+(?:\.\d+)?)$/.exec(text) ?? /^\+(\d+(?:\.\d+)?)(?:usd|dollars?)$/.exec(text);
  if (money !== null) return positive('costUsd', Number(money[1]));
  const tokens = /^\+(\d+(?:\.\d+)?)([km]?)tokens?$/.exec(text);
  if (tokens !== null)
    return positive('tokens', Math.round(Number(tokens[1]) * (scales[tokens[2] ?? ''] ?? 1)));
  const counted = /^\+(\d+)(turn|denie|deny|denial|error|overflow)s?$/.exec(text);
  if (counted !== null) return positive(countedAxes[counted[2] ?? ''] ?? 'turns', Number(counted[1]));
  const wallMs = /^\+\d/.test(text) ? durationMs(text.slice(1)) : undefined;
  return wallMs === undefined ? undefined : positive('wallMs', wallMs);
}

const scales: Readonly<Record<string, number>> = { '': 1, k: 1000, m: 1_000_000 };
const countedAxes: Readonly<Record<string, BudgetAxis>> = {
  turn: 'turns',
  denie: 'denies',
  deny: 'denies',
  denial: 'denies',
  error: 'errors',
  overflow: 'overflows',
};

const positive = (axis: BudgetAxis, value: number): Growth | undefined =>
  value > 0 && value <= mostGrowth ? { [axis]: value } : undefined;

/** Two growths together. */
export function addGrowth(a: Growth, b: Stored): Growth {
  const sum: Growth = { ...a };
  for (const axis of axesOf(b)) sum[axis] = (sum[axis] ?? 0) + (b[axis] ?? 0);
  return sum;
}
