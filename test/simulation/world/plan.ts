import type { Behaviour, CompactBehaviour, WorkBehaviour } from './agents/behaviour.ts';
import type { Dice } from './dice.ts';

/** How agents, repository and channel of one goal behave. */
export interface GoalPlan {
  /** One for each start of an agent, then `good` for ever. */
  readonly work: WorkBehaviour[];
  /** One for each compaction, then `compacts` for ever. */
  readonly compactions: CompactBehaviour[];
  readonly greenOnBase: boolean;
  /** Red checks are red for the same reason every time. */
  readonly sameFailure: boolean;
  readonly prepareFails: boolean;
  readonly deliverFails: boolean;
  /** Longest duration of a turn, in milliseconds. */
  readonly slowest: number;
  /** Tokens by which a turn makes the context grow, at most. */
  readonly growth: number;
}

const common: readonly [WorkBehaviour, ...WorkBehaviour[]] = [
  'good',
  'bad',
  'bad',
  'bad',
  'idle',
  'needless',
  'sleeps',
  'sleeps',
  'quotes-sleep',
  'asks',
  'asks',
  'asks-and-waits',
  'denied',
  'expensive',
  'silent',
  'hang',
  'crash-early',
  'crash-late',
  'rate-limited',
  'rate-limited',
  'overloaded',
  'quota-exhausted',
  'context-overflow',
  'session-lost',
  'max-turns',
  'network',
  'protocol',
  'agent-error',
];

const rare: readonly [WorkBehaviour, ...WorkBehaviour[]] = ['auth', 'permission-blocked', 'quota-endless'];

const compactions: readonly [CompactBehaviour, ...CompactBehaviour[]] = [
  'compacts',
  'compacts-nothing',
  'agent-error',
  'crash-late',
  'hang',
  'rate-limited',
  'session-lost',
];

export function createPlan(dice: Dice): GoalPlan {
  return {
    work: throwWork(dice),
    compactions: Array.from({ length: dice.between(0, 3) }, () => dice.pick(compactions)),
    greenOnBase: dice.chance(0.2),
    sameFailure: dice.chance(0.2),
    prepareFails: dice.chance(0.03),
    deliverFails: dice.chance(0.05),
    slowest: dice.pick([500, 5000, 40_000]),
    growth: dice.pick([10_000, 60_000, 120_000]),
  };
}

/** A mixture; sometimes one thing again and again, because everything in a row has its own bound. */
function throwWork(dice: Dice): WorkBehaviour[] {
  const again = dice.pick(common);
  if (dice.chance(0.08)) return Array.from({ length: dice.between(4, 10) }, () => again);
  if (dice.chance(0.03)) return Array.from({ length: 40 }, () => dice.pick(['rate-limited', 'overloaded']));
  if (dice.chance(0.05)) return Array.from({ length: 9 }, () => dice.pick(['crash-late', 'network', 'hang']));
  const work = Array.from({ length: dice.between(0, 7) }, () => dice.pick(common));
  if (dice.chance(0.12)) work.splice(dice.between(0, work.length), 0, dice.pick(rare));
  return work;
}

/** What the next start of an agent does. */
export const nextBehaviour = (plan: GoalPlan, kind: 'work' | 'compact'): Behaviour =>
  kind === 'work' ? (plan.work.shift() ?? 'good') : (plan.compactions.shift() ?? 'compacts');
