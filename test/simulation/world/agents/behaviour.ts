import type { Dice } from '../dice.ts';

/** What one start of an agent for a work turn does. */
export type WorkBehaviour =
  | 'good'
  | 'bad'
  | 'idle'
  | 'needless'
  /** Asks to be woken later. */
  | 'sleeps'
  /** Only talks about sleeping. */
  | 'quotes-sleep'
  /** Leaves a question in its turn's file, and what counts when nobody answers. */
  | 'asks'
  /** Leaves a question without a default. */
  | 'asks-and-waits'
  /** Is refused tools, and ends its turn all the same. */
  | 'denied'
  | 'expensive'
  /** Does good work without a word for a long time. */
  | 'silent'
  | 'hang'
  | 'crash-early'
  | 'crash-late'
  | 'rate-limited'
  | 'overloaded'
  | 'quota-exhausted'
  | 'quota-endless'
  | 'context-overflow'
  | 'session-lost'
  | 'max-turns'
  | 'network'
  | 'protocol'
  | 'agent-error'
  | 'auth'
  | 'permission-blocked';

/** What one start of an agent for a compaction does. */
export type CompactBehaviour =
  | 'compacts'
  | 'compacts-nothing'
  | 'agent-error'
  | 'crash-late'
  | 'hang'
  | 'rate-limited'
  | 'session-lost';

export type Behaviour = WorkBehaviour | CompactBehaviour;

/** How one process behaves, thrown before it starts: who watches it has no influence on that. */
export interface Conduct {
  readonly behaviour: Behaviour;
  /** Milliseconds that it works, if nobody ends it. */
  readonly length: number;
  /** It does not listen when it is asked to end. */
  readonly stubborn: boolean;
  /** Share of the time until force that it takes to end when asked. */
  readonly obedience: number;
  /** Milliseconds that something it started in the background goes on after it. */
  readonly leavesBehindMs: number;
  /** Share of its length at which its shim is killed; absent: never. */
  readonly losesShimAt?: number;
  /** Tokens that it uses in all. */
  readonly tokens: number;
  /** Dollars, where it costs. */
  readonly dollars: number;
  /** Tokens by which its context grows. */
  readonly growth: number;
  readonly denials: number;
  /** Milliseconds it wants to sleep, or its vendor wants it to wait. */
  readonly pauseMs: number;
}

/** Throws the conduct of one start. */
export function throwConduct(
  dice: Dice,
  behaviour: Behaviour,
  { slowest, growth }: { readonly slowest: number; readonly growth: number },
): Conduct {
  const length = behaviour === 'silent' ? dice.between(15_000, 80_000) : dice.between(slowest / 5, slowest);
  return {
    behaviour,
    length: Math.round(length),
    stubborn: dice.chance(0.25),
    obedience: dice.unit(),
    leavesBehindMs: dice.chance(0.1) ? dice.between(1, 500) : 0,
    ...(dice.chance(0.04) ? { losesShimAt: dice.unit() } : {}),
    tokens: refused.has(behaviour) ? 10 : dice.between(50, 5000) * (behaviour === 'expensive' ? 20 : 1),
    dollars: refused.has(behaviour) ? 0 : (dice.between(1, 40) / 100) * (behaviour === 'expensive' ? 8 : 1),
    growth: Math.round(growth * dice.unit()),
    denials: behaviour === 'denied' ? dice.between(1, 5) : 0,
    pauseMs: pauseOf(dice, behaviour),
  };
}

/** A vendor that refuses takes no money for it. */
const refused: ReadonlySet<Behaviour> = new Set(['rate-limited', 'overloaded', 'quota-exhausted']);

function pauseOf(dice: Dice, behaviour: Behaviour): number {
  if (behaviour === 'sleeps') return dice.pick([200, 5000, 60_000, 400_000]);
  if (behaviour === 'quota-exhausted') return dice.between(1, 900) * 1000;
  return dice.pick([1, 20, 120, 3600]) * dice.between(500, 1000);
}
