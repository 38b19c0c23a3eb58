import type { Dice } from './dice.ts';

/** What one start of an agent does. */
export type Behaviour =
  | 'good'
  | 'bad'
  | 'idle'
  | 'needless'
  | 'hang'
  | 'crash-early'
  | 'crash-late'
  | 'rate-limited'
  | 'overloaded'
  | 'quota-exhausted'
  | 'context-overflow'
  | 'session-lost'
  | 'max-turns'
  | 'network'
  | 'protocol'
  | 'agent-error'
  | 'auth'
  | 'permission-blocked';

/** How agents, repository and channel of one goal behave. */
export interface GoalPlan {
  /** One for each start of an agent, then `good` for ever. */
  readonly behaviours: Behaviour[];
  readonly greenOnBase: boolean;
  readonly prepareFails: boolean;
  readonly deliverFails: boolean;
  /** The agent chooses its session ids itself. */
  readonly namesSessions: boolean;
  readonly hasPrice: boolean;
  /** Longest duration of a turn, in milliseconds. */
  readonly slowest: number;
}

const common: readonly [Behaviour, ...Behaviour[]] = [
  'good',
  'bad',
  'bad',
  'bad',
  'idle',
  'needless',
  'hang',
  'crash-early',
  'crash-late',
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

export function createPlan(dice: Dice): GoalPlan {
  const behaviours = Array.from({ length: dice.between(0, 5) }, () => dice.pick(common));
  if (dice.chance(0.06)) behaviours.push(dice.pick(['auth', 'permission-blocked']));
  return {
    behaviours,
    greenOnBase: dice.chance(0.2),
    prepareFails: dice.chance(0.04),
    deliverFails: dice.chance(0.06),
    namesSessions: dice.chance(0.3),
    hasPrice: dice.chance(0.8),
    slowest: dice.pick([500, 5000, 40_000]),
  };
}
