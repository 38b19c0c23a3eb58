import type { Usage } from '../../../src/domain/turn.ts';
import { noUsage, usageSince } from '../../../src/domain/turn.ts';
import type { TurnRequest } from '../../../src/ports/agent.ts';
import { present } from '../cli/json-fields.ts';
import type { MessageEvent, ModelTotals, ResultEvent, TokenCounts } from './stream/events.ts';
import { sumTokens } from './stream/parse-result.ts';

/** What a turn uses, from what its stream tells. */
export interface Meter {
  /** Tokens that results have accounted for. */
  settled: TokenCounts;
  /** Dollars that results have accounted for, of this process alone. */
  ownCostUsd?: number;
  /** Messages since the last result by id: the best figures there are until the next one. */
  readonly open: Map<string, TokenCounts>;
  /** Running totals of the session, as the last result told them. */
  totals?: Usage;
  /** The model that speaks for the main agent. */
  model?: string;
  spoke?: string;
  /** Tokens that the main agent's model can take. */
  window?: number;
}

/** A turn that is metered: what it was asked for, and the session that it has. */
export interface Metered {
  readonly asked: Pick<TurnRequest, 'session'>;
  readonly meter: Meter;
  session?: string;
}

/** A meter at nothing. */
export const newMeter = (): Meter => ({ settled: sumTokens([]), open: new Map() });

/** Part of a message; the last part of each counts. */
export function meterMessage(meter: Meter, message: MessageEvent): void {
  meter.open.set(message.id, message.usage);
  if (!message.subagent && message.model !== undefined) meter.spoke = message.model;
}

/** A result settles what was open. */
export function meterResult(meter: Meter, result: ResultEvent): void {
  meter.settled = sumTokens([meter.settled, result.usage]);
  meter.open.clear();
  if (result.costUsd !== undefined) meter.ownCostUsd = (meter.ownCostUsd ?? 0) + result.costUsd;
  if (result.totalCostUsd !== undefined) {
    const tokens = sumTokens(result.models.map((model) => model.tokens));
    meter.totals = { ...noUsage, ...tokens, costUsd: result.totalCostUsd };
  }
  const window = windowOf(meter, result.models);
  if (window !== undefined) meter.window = window;
}

/** This turn's usage so far. */
export function usageOf(turn: Metered, wallMs: number): Usage {
  const { meter } = turn;
  const tokens = sumTokens([meter.settled, ...meter.open.values()]);
  return { ...tokens, wallMs, ...present({ costUsd: costOf(turn) }) };
}

/** Sums of the same dollars in another order differ by less than this. */
const roundingUsd = 1e-9;

/**
 * Dollars of this turn: what the session's total grew by, as that includes a turn before that was ended without a
 * result. But the CLI saves its total with the messages, so that the one after an interrupted answer, or after
 * SIGKILL, goes on from less than was told; then it is what this process tells of itself.
 */
function costOf({ asked, meter, session }: Metered): number | undefined {
  const { totals, ownCostUsd } = meter;
  if (totals === undefined) return undefined;
  const same = asked.session.resume && session === asked.session.id;
  const before = same ? asked.session.totals : noUsage;
  if (ownCostUsd === undefined) return usageSince(totals, before).costUsd;
  const grown = (totals.costUsd ?? 0) - (before.costUsd ?? 0);
  return grown < ownCostUsd - roundingUsd ? ownCostUsd : grown;
}

/** The window of the main agent's model, else of the one that was used most: subagents may use smaller ones. */
function windowOf({ model, spoke }: Meter, models: readonly ModelTotals[]): number | undefined {
  const main = [model, spoke].flatMap(
    (name) => models.find(({ names }) => name !== undefined && names.includes(name)) ?? [],
  );
  const byUse = models.toSorted((a, b) => allOf(b.tokens) - allOf(a.tokens));
  return [...main, ...byUse].find(({ window }) => window !== undefined)?.window;
}

const allOf = (tokens: TokenCounts): number =>
  tokens.input + tokens.output + tokens.cacheRead + tokens.cacheWrite;
