import type { Origin } from '../origin.ts';

/** Where people are told that a goal waits for them: its thread, there by name, alone, and where operators look. */
export const rungPlaces = ['thread', 'mention', 'direct', 'operations'] as const;
export type RungPlace = (typeof rungPlaces)[number];

/** One rung of the escalation ladder. */
export interface LadderStep {
  readonly to: RungPlace;
  /** Milliseconds since people were asked. */
  readonly afterMs: number;
}

/** Who is told when nobody answers. */
export interface LadderRules {
  readonly steps: readonly LadderStep[];
  /** The channel of the `operations` rung; without one that rung is left out. */
  readonly operations?: Origin;
}

const minute = 60_000;

/** What holds when nobody says otherwise. */
export const defaultLadder: LadderRules = {
  steps: [
    { to: 'thread', afterMs: 0 },
    { to: 'mention', afterMs: 10 * minute },
    { to: 'direct', afterMs: 60 * minute },
    { to: 'operations', afterMs: 240 * minute },
  ],
};
