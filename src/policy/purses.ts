import { civilDate, dayMs, startOfDate } from '../domain/recurring/civil-date.ts';
import type { PurseLimits, PurseRules } from '../domain/rules/money.ts';

/** A purse that a turn draws on, with what it may hold. */
export interface PurseShare {
  /** Owner and period: `user/slack:U1/2026-11-21`, `global/2026-11`, `global/total`. */
  readonly key: string;
  readonly limitUsd: number;
}

/** Whose purses a goal draws on. */
export interface Spender {
  /** `slack:U1`. */
  readonly user: string;
  /** `slack:C1`. */
  readonly channel: string;
  readonly project: string;
}

/** Every purse that this goal's turns are paid from now, the smallest circle first. Periods are days and months of UTC. */
export function pursesOf(rules: PurseRules, spender: Spender, now: number): readonly PurseShare[] {
  return [
    ...sharesOf(`user/${spender.user}`, rules.user, now),
    ...sharesOf(`channel/${spender.channel}`, rules.channel, now),
    ...sharesOf(`project/${spender.project}`, rules.project, now),
    ...sharesOf('global', rules.global, now),
  ];
}

function sharesOf(owner: string, limits: PurseLimits | undefined, now: number): PurseShare[] {
  const date = dateOf(now);
  const periods = { day: date, month: date.slice(0, 7), total: 'total' };
  return (['day', 'month', 'total'] as const).flatMap((period) => {
    const limitUsd = limits?.[period];
    return limitUsd === undefined ? [] : [{ key: `${owner}/${periods[period]}`, limitUsd }];
  });
}

/** The period that a purse's name ends with, whatever is in its owner's name; `total` has none. */
const periodPattern = /\/(\d{4,})-(\d\d)(?:-(\d\d))?$/;

/**
 * When the owner of this purse has a new one, in epoch milliseconds: the end of its period, or `now` when that is over
 * already. undefined for one that is for ever.
 */
export function nextPeriodStart(key: string, now: number): number | undefined {
  const [, year, month, day] = periodPattern.exec(key) ?? [];
  if (year === undefined || month === undefined) return undefined;
  const first = { year: Number(year), month: Number(month), day: Number(day ?? 1) };
  const end =
    day === undefined ? startOfDate({ ...first, month: first.month + 1 }) : startOfDate(first) + dayMs;
  return Math.max(end, now);
}

/** What a purse limits, for people: `what slack:U1 may spend a day`. */
export function purseWords(key: string): string {
  const [scope = ''] = key.split('/', 1);
  const owner = key.slice(scope.length + 1, Math.max(key.lastIndexOf('/'), scope.length + 1));
  return `${whoseWords(scope, owner)} ${periodWords(key)}`;
}

function whoseWords(scope: string, owner: string): string {
  if (scope === 'user') return `what ${owner} may spend`;
  if (scope === 'channel') return `what may be spent in ${owner}`;
  if (scope === 'project') return `what may be spent on ${owner}`;
  return 'what everybody together may spend';
}

function periodWords(key: string): string {
  const [, year, , day] = periodPattern.exec(key) ?? [];
  if (year === undefined) return 'in all';
  return day === undefined ? 'a month' : 'a day';
}

/** `2026-11-21`, the day of UTC. */
export function dateOf(epochMs: number): string {
  const { year, month, day } = civilDate(epochMs);
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join(
    '-',
  );
}

/** What the next turn will probably cost, in dollars: nine of ten turns like it cost no more; unknown, a guess. */
export function estimateUsd(costs: readonly number[], guess: number): number {
  if (costs.length === 0) return guess;
  const sorted = costs.toSorted((a, b) => a - b);
  return sorted[Math.min(Math.ceil(sorted.length * 0.9), sorted.length) - 1] ?? guess;
}
