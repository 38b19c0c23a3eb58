import type { Budget, BudgetAxis } from '../domain/budget.ts';
import { tokensOf, type DiffStat, type Usage } from '../domain/turn.ts';
import { ending } from '../goal/ending.ts';

/** `1 turn`, `2 turns`. */
export const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** Dollars as people read them: cents, or four digits while it is less than a cent. */
export const dollars = (usd: number): string =>
  usd > 0 && usd < 0.01 ? `$${usd.toFixed(4)}` : `$${usd.toFixed(2)}`;

/** `950`, `12.3k`, `2M`. */
export function compactNumber(value: number): string {
  if (value < 1000) return String(Math.round(value));
  const [scaled, unit] = value < 999_500 ? [value / 1000, 'k'] : [value / 1_000_000, 'M'];
  return `${scaled.toFixed(scaled < 100 ? 1 : 0).replace(/\.0$/, '')}${unit}`;
}

/** `400 ms`, `12 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return withRest(minutes, 'min', seconds % 60, 's');
  return withRest(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

const withRest = (major: number, unit: string, minor: number, minorUnit: string): string =>
  minor === 0 ? `${major} ${unit}` : `${major} ${unit} ${minor} ${minorUnit}`;

/** `1 file, +3 −1, 1 new, 2 commits`. */
export function diffSummary(diff: DiffStat): string {
  if (diff.files === 0) return 'no changes';
  const parts = [plural(diff.files, 'file'), `+${diff.insertions} −${diff.deletions}`];
  if (diff.untracked > 0) parts.push(`${diff.untracked} new`);
  if (diff.commits > 0) parts.push(plural(diff.commits, 'commit'));
  return parts.join(', ');
}

/** `$0.12 · 5.7k in, 210 out, 1k cache read`; says so when the agent has no price. */
export function spend(usage: Usage): string {
  const nothing = tokensOf(usage) === 0;
  if (nothing && usage.costUsd === undefined) return 'nothing spent';
  const cost = usage.costUsd === undefined ? 'not billed per token' : dollars(usage.costUsd);
  if (nothing) return cost;
  const kinds = [`${compactNumber(usage.input)} in`, `${compactNumber(usage.output)} out`];
  if (usage.cacheRead > 0) kinds.push(`${compactNumber(usage.cacheRead)} cache read`);
  if (usage.cacheWrite > 0) kinds.push(`${compactNumber(usage.cacheWrite)} cache write`);
  return `${cost} · ${kinds.join(', ')}`;
}

const countedAxes = {
  turns: 'turn',
  denies: 'refused call',
  errors: 'failed turn',
  overflows: 'context overflow',
} as const;

/** A budget axis with its value in the unit people use. */
export function axisValue(axis: BudgetAxis, value: number): string {
  if (axis === 'wallMs') return duration(value);
  if (axis === 'costUsd') return dollars(value);
  if (axis === 'tokens') return `${compactNumber(value)} token${value === 1 ? '' : 's'}`;
  return plural(value, countedAxes[axis]);
}

/** `4 of 5 turns`, `$4.10 of $5.00`: what is used of a limit, the unit once. */
export const usedOfLimit = (axis: BudgetAxis, used: number, limit: number): string =>
  `${axisValue(axis, used).replace(/ (?:tokens?|(?:failed )?turns?|refused calls?|context overflows?)$/, '')} of ${axisValue(axis, limit)}`;

/** `40 turns · 4 h · $5.00 · 2M tokens`; switched-off axes are left out. */
export const budgetSummary = (budget: Budget): string =>
  (['turns', 'wallMs', 'costUsd', 'tokens'] as const)
    .filter((axis) => budget[axis] > 0)
    .map((axis) => axisValue(axis, budget[axis]))
    .join(' · ');

/** The first line, cut on a code point with a mark that it was. */
export function oneLine(text: string, longest: number): string {
  const line = text.trim().split(/\r?\n/, 1)[0] ?? '';
  const points = Array.from(line);
  return points.length <= longest ? line : `${points.slice(0, longest - 1).join('')}…`;
}

/** The last part of a text, beginning on a line where possible; says how much was left out. */
export function tail(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const cut = ending(text, longest);
  const newline = cut.indexOf('\n');
  const kept = newline >= 0 && newline < longest / 2 ? cut.slice(newline + 1) : cut;
  return `[… ${text.length - kept.length} characters before this]\n${kept}`;
}

/** The first 10 digits of a sha: enough to name a commit to a person and to git. */
export const shortSha = (sha: string): string => sha.slice(0, 10);

const byteUnits = ['kB', 'MB', 'GB', 'TB'] as const;

/** `512 bytes`, `1.5 kB`, `20 GB`; in steps of 1024. */
export function byteWords(bytes: number): string {
  let [value, unit] = [bytes, 'bytes'];
  for (const larger of byteUnits) {
    if (value < 1024) break;
    [value, unit] = [value / 1024, larger];
  }
  return `${Number(value.toFixed(1))} ${unit}`;
}
