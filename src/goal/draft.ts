import type { EventType } from '../domain/event-record.ts';
import { EffectIdSchema, type EffectId } from '../domain/ids.ts';
import type { AgentTraits, CooledAgent } from '../domain/rules/agent-traits.ts';
import type { LoopRules } from '../domain/rules/loop-rules.ts';
import { isBeside, type NewEffect, type PendingEffect } from './effects.ts';
import type { Notice } from './notices.ts';
import type { GoalDocument } from './state.ts';

/** Facts that a pure function cannot know by itself. */
export interface ReduceContext {
  /** Epoch milliseconds. */
  readonly now: number;
  /** A fresh UUID, for a session that may have to be begun. */
  readonly uuid: string;
  /** In [0, 1), for jitter. */
  readonly chance: number;
  /** A progress notice every so many turns; 0 = never. */
  readonly noticeEveryTurns: number;
  readonly rules: LoopRules;
  /** The configured agents by name. */
  readonly agents: ReadonlyMap<string, AgentTraits>;
  /** Agents that no goal may use now. */
  readonly cooled: readonly CooledAgent[];
  /** No money could be set aside for the turn that would be ordered now: it is not ordered. */
  readonly emptyPurse?: EmptyPurse;
}

/** A purse that holds less than the next turn is expected to cost. */
export interface EmptyPurse {
  readonly key: string;
  readonly leftUsd: number;
  readonly limitUsd: number;
  /** Epoch milliseconds at which it is filled again. */
  readonly fullAgainAt?: number;
}

/** A fact for the goal's public log; the store numbers it. */
export interface LogEntry {
  readonly type: EventType;
  /** The run that it belongs to, where that is not the goal's newest. */
  readonly run?: number;
  readonly turn?: number;
  readonly data: Record<string, unknown>;
}

/** One folding in progress: a copy of the document that may be changed, and what goes out with it. */
export interface Draft {
  readonly goal: GoalDocument;
  readonly context: ReduceContext;
  readonly log: LogEntry[];
  readonly notices: Notice[];
  /** Agents that are not to be used for a while, by any goal. */
  readonly cooldowns: CooledAgent[];
  /** A new root card is wanted (the first, or at another destination). */
  rootWanted: boolean;
}

export const openDraft = (document: GoalDocument, context: ReduceContext): Draft => ({
  goal: structuredClone(document),
  context,
  log: [],
  notices: [],
  cooldowns: [],
  rootWanted: false,
});

/** Puts an order on the list. */
export function order(draft: Draft, effect: NewEffect): EffectId {
  const { goal } = draft;
  const id = EffectIdSchema.parse(`${goal.run}.${goal.nextEffect}`);
  goal.nextEffect += 1;
  goal.effects.push({ ...effect, id });
  return id;
}

/** Takes a confirmed order off the list. */
export function confirm(draft: Draft, id: EffectId): void {
  draft.goal.effects = draft.goal.effects.filter((effect) => effect.id !== id);
}

/** The pending order with that id. */
export const pending = (goal: GoalDocument, id: EffectId): PendingEffect | undefined =>
  goal.effects.find((effect) => effect.id === id);

/** The order that the loop waits for; some others are carried out beside it. */
export const mainEffect = (goal: GoalDocument): PendingEffect | undefined =>
  goal.effects.find((effect) => !isBeside(effect));

/** Adds a fact to the public log; of an older run where one is named. */
export function record(
  draft: Draft,
  type: EventType,
  data: Record<string, unknown> = {},
  run?: number,
): void {
  const turn = draft.goal.turn > 0 ? { turn: draft.goal.turn } : {};
  draft.log.push({ type, data, ...turn, ...(run === undefined ? {} : { run }) });
}
