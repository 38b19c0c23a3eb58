import type { Actor } from '../../domain/actor.ts';

/** What a platform knows of a person. */
export interface Person {
  /** Principals of the groups that the person belongs to now: `slack:S0123ABCD`, `discord:@<role id>`. */
  readonly groups: readonly string[];
  /** Guests, bots and people of other workspaces. */
  readonly outsider?: Actor['outsider'];
  readonly name?: string;
}

/** Asks a platform about its people; what it said is kept for a while. */
export interface People {
  /** `problem`: the platform cannot be asked now, and nothing is known: nobody is let in on a guess. May reject when the chat closes. */
  about(actor: Actor): Promise<{ ok: true; person: Person } | { ok: false; problem: string }>;
}
