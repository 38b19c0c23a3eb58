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

const dayMs = 24 * 60 * 60 * 1000;

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

/** When the purse is a new one, in epoch milliseconds; undefined for one that is for ever. */
export function nextPeriodStart(key: string, now: number): number | undefined {
  const period = key.slice(key.lastIndexOf('/') + 1);
  const today = Math.floor(now / dayMs);
  if (/^\d{4}-\d\d-\d\d$/.test(period)) return (today + 1) * dayMs;
  if (!/^\d{4}-\d\d$/.test(period)) return undefined;
  const month = dateOf(now).slice(0, 7);
  // No month has more than 31 days.
  const first = Array.from({ length: 32 }, (_, ahead) => today + ahead).find(
    (day) => dateOf(day * dayMs).slice(0, 7) !== month,
  );
  return first === undefined ? undefined : first * dayMs;
}

/**
 * `2026-11-21`, the day of UTC. Computed, because this room has no clock and no calendar.
 * Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
 */
export function dateOf(epochMs: number): string {
  const shifted = Math.floor(epochMs / dayMs) + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}

/** What the next turn will probably cost, in dollars: nine of ten turns like it cost no more; unknown, a guess. */
export function estimateUsd(costs: readonly number[], guess: number): number {
  if (costs.length === 0) return guess;
  const sorted = costs.toSorted((a, b) => a - b);
  return sorted[Math.min(Math.ceil(sorted.length * 0.9), sorted.length) - 1] ?? guess;
}
