import type { EventRecord, EventType } from '../../domain/event-record.ts';
import type { GoalId } from '../../domain/ids.ts';

/** What a reader needs to know of a goal beside its events. */
export interface GoalFacts {
  readonly id: GoalId;
  readonly project: string;
  readonly agent: string;
}

/** Dollars by name, the most first. */
export type Spend = readonly (readonly [name: string, usd: number])[];

/** What happened in a span of time. */
export interface Happened {
  /** Ended runs by state: `done`, `failed`. */
  readonly ends: Readonly<Record<string, number>>;
  readonly began: number;
  readonly spentUsd: number;
  readonly byAgent: Spend;
  readonly byProject: Spend;
  /** Those that say how goals stand, oldest first. */
  readonly changes: readonly EventRecord[];
}

/** Facts that change how a goal stands for a person; the rest is the work itself. */
const telling: ReadonlySet<EventType> = new Set([
  'goal.started',
  'goal.completed',
  'question',
  'escalate',
  'budget.exhausted',
  'delivered',
]);

/**
 * Sums up events in their order. Those of goals that are not known, or not to be seen, do not count.
 * @param facts the goals to be seen
 */
export function whatHappened(events: readonly EventRecord[], facts: readonly GoalFacts[]): Happened {
  const goals = new Map(facts.map((goal) => [goal.id, goal]));
  const seen = events.filter(({ goal }) => goals.has(goal));
  const ended = seen.filter(({ type }) => type === 'goal.completed');
  const costs = costsOf(seen, goals);
  return {
    ends: countBy(ended.map(({ data }) => String(data['state']))),
    began: seen.filter(({ type }) => type === 'goal.started').length,
    spentUsd: costs.reduce((sum, { usd }) => sum + usd, 0),
    byAgent: spendBy(costs.map(({ agent, usd }) => [agent, usd])),
    byProject: spendBy(costs.map(({ project, usd }) => [project, usd])),
    changes: seen.filter(({ type }) => telling.has(type)),
  };
}

interface Cost {
  readonly agent: string;
  readonly project: string;
  readonly usd: number;
}

/** What each turn cost, under the agent that the start before it named. */
function costsOf(events: readonly EventRecord[], goals: ReadonlyMap<GoalId, GoalFacts>): readonly Cost[] {
  const agents = new Map<GoalId, string>();
  return events.flatMap(({ goal, type, data }) => {
    if (type === 'attempt.started' && typeof data['agent'] === 'string') agents.set(goal, data['agent']);
    const usd = type === 'attempt.completed' ? usdIn(data['usage']) : 0;
    const known = goals.get(goal);
    if (usd === 0 || known === undefined) return [];
    return [{ agent: agents.get(goal) ?? known.agent, project: known.project, usd }];
  });
}

function usdIn(usage: unknown): number {
  if (typeof usage !== 'object' || usage === null || !('costUsd' in usage)) return 0;
  return typeof usage.costUsd === 'number' ? usage.costUsd : 0;
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function spendBy(costs: readonly (readonly [string, number])[]): Spend {
  const sums = new Map<string, number>();
  for (const [name, usd] of costs) sums.set(name, (sums.get(name) ?? 0) + usd);
  return [...sums].toSorted(([, a], [, b]) => b - a);
}
