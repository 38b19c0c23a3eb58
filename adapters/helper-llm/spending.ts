import { civilDate } from '../../src/domain/recurring/civil-date.ts';
import { toError } from '../../src/domain/errors.ts';
import { tokensOf, type Usage } from '../../src/domain/turn.ts';
import type { HelperOptions } from './helper-options.ts';

/** `2026-11-21`, in UTC. */
export function dayOf(now: number): string {
  const { year, month, day } = civilDate(now);
  return [String(year), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}

/** What of the daily cap is used up, in words; undefined while there is some left. */
export async function whatIsSpent({ dailyCap, spending, clock }: HelperOptions): Promise<string | undefined> {
  const { tokens: mostTokens, usd: mostUsd } = dailyCap;
  if (mostTokens === undefined && mostUsd === undefined) return undefined;
  const { tokens, usd } = await spending.read(dayOf(clock.now()));
  if (mostTokens !== undefined && tokens >= mostTokens)
    return `the daily cap of the helper model is used up: ${tokens} of ${mostTokens} tokens`;
  if (mostUsd !== undefined && usd >= mostUsd)
    return `the daily cap of the helper model is used up: $${usd.toFixed(2)} of $${mostUsd.toFixed(2)}`;
  return undefined;
}

/** Writes down what was used. An answer is not thrown away because that failed; the store says so by itself as well. */
export async function book({ spending, clock, logger }: HelperOptions, usage: Usage): Promise<void> {
  if (tokensOf(usage) === 0 && usage.costUsd === undefined) return;
  try {
    await spending.add(dayOf(clock.now()), { tokens: tokensOf(usage), usd: usage.costUsd ?? 0 });
  } catch (error) {
    logger.error({ err: toError(error), usage }, 'what the helper model used could not be written down');
  }
}
