import { assertNever } from '../domain/errors.ts';
import { confirm, openDraft, pending, type Draft, type LogEntry, type ReduceContext } from './draft.ts';
import type { PendingEffect } from './effects.ts';
import type { GoalEvent } from './events.ts';
import { advance } from './moves/advance.ts';
import { climb } from './moves/ladder/climb.ts';
import { noteHold } from './note-hold.ts';
import type { Notice } from './notices.ts';
import { foldWish } from './on/control/fold-wish.ts';
import { onHookClaimed, onHookFinished, onHookReleased } from './on/beside/on-hook.ts';
import { onMemoryExtracted } from './on/beside/on-memory-extracted.ts';
import { onTurnSummarised } from './on/beside/on-turn-summarised.ts';
import { onQuestionAsked } from './on/control/on-question.ts';
import { onSessionSummarised } from './on/turn/on-session-summarised.ts';
import { onAgentChosen } from './on/work/on-agent-chosen.ts';
import { onBaselineFinished } from './on/work/on-baseline-finished.ts';
import { onCheckpointMade } from './on/work/on-checkpoint-made.ts';
import { onChecksFinished } from './on/work/on-checks-finished.ts';
import { onBranchDelivered, onWorkCommitted } from './on/work/on-delivery.ts';
import { onEffectFailed } from './on/work/on-effect-failed.ts';
import { onTurnFinished } from './on/turn/on-turn-finished.ts';
import { onTurnProgressed, onTurnStalled, onTurnStarted } from './on/turn/on-turn-running.ts';
import { onWorkspaceReady } from './on/work/on-workspace-ready.ts';
import { onWorkspaceRestored } from './on/work/on-workspace-restored.ts';
import type { CooledAgent } from '../domain/rules/agent-traits.ts';
import type { GoalDocument } from './state.ts';

/** What folding one event yields: the new document, and what goes out with it in the same commit. */
export interface Step {
  readonly document: GoalDocument;
  readonly log: readonly LogEntry[];
  readonly notices: readonly Notice[];
  /** Agents that no goal may use for a while. */
  readonly cooldowns: readonly CooledAgent[];
  readonly rootWanted: boolean;
}

/**
 * Folds one event. Pure: same arguments, same step.
 * undefined: the event answers an order that is not pending any more, so nothing happens.
 */
export function reduce(document: GoalDocument, event: GoalEvent, context: ReduceContext): Step | undefined {
  const draft = openDraft(document, context);
  if ('effectId' in event) {
    const effect = pending(draft.goal, event.effectId);
    if (effect === undefined) return undefined;
    foldAnswer(draft, event, effect);
  } else foldWish(draft, event);
  advance(draft);
  climb(draft);
  noteHold(draft, document);
  const { goal: folded, log, notices, cooldowns, rootWanted } = draft;
  return { document: folded, log, notices, cooldowns, rootWanted };
}

type AnswerEvent = Extract<GoalEvent, { effectId: unknown }>;

function foldAnswer(draft: Draft, event: AnswerEvent, effect: PendingEffect): void {
  if (isOnTheWay(event)) return foldOnTheWay(draft, event, effect);
  if (event.type === 'EffectFailed') return onEffectFailed(draft, event, effect);
  confirm(draft, effect.id);
  foldResult(draft, event, effect);
}

const onTheWayTypes = [
  'TurnStarted',
  'TurnProgressed',
  'TurnStalled',
  'QuestionAsked',
  'HookClaimed',
  'HookReleased',
] as const;

/** What is told while an order is being carried out: it stays pending. */
type OnTheWayEvent = Extract<AnswerEvent, { type: (typeof onTheWayTypes)[number] }>;

const isOnTheWay = (event: AnswerEvent): event is OnTheWayEvent =>
  onTheWayTypes.some((type) => type === event.type);

function foldOnTheWay(draft: Draft, event: OnTheWayEvent, effect: PendingEffect): void {
  switch (event.type) {
    case 'TurnStarted':
      return onTurnStarted(draft, event);
    case 'TurnProgressed':
      return onTurnProgressed(draft, event);
    case 'TurnStalled':
      return onTurnStalled(draft, event);
    case 'QuestionAsked':
      return onQuestionAsked(draft, event, effect);
    case 'HookClaimed':
      return onHookClaimed(draft, event);
    case 'HookReleased':
      return onHookReleased(draft, event);
    default:
      return assertNever(event);
  }
}

type ResultEvent = Exclude<AnswerEvent, OnTheWayEvent | { type: 'EffectFailed' }>;
type BesideEvent = Extract<
  ResultEvent,
  { type: 'BaselineFinished' | 'TurnSummarised' | 'MemoryExtracted' | 'HookFinished' }
>;

function foldResult(draft: Draft, event: ResultEvent, effect: PendingEffect): void {
  switch (event.type) {
    case 'BaselineFinished':
    case 'TurnSummarised':
    case 'MemoryExtracted':
    case 'HookFinished':
      return foldBeside(draft, event, effect);
    case 'AgentChosen':
      return onAgentChosen(draft, event);
    case 'SessionSummarised':
      return onSessionSummarised(draft, event);
    case 'WorkspaceReady':
      return onWorkspaceReady(draft, event);
    case 'CheckpointMade':
      return onCheckpointMade(draft, event);
    case 'TurnFinished':
      return effect.type === 'RunTurn' ? onTurnFinished(draft, event, effect) : undefined;
    case 'WorkspaceRestored':
      return effect.type === 'RestoreWorkspace' ? onWorkspaceRestored(draft, effect) : undefined;
    case 'ChecksFinished':
      return onChecksFinished(draft, event);
    case 'WorkCommitted':
      return onWorkCommitted(draft, event);
    case 'BranchDelivered':
      return onBranchDelivered(draft, event);
    default:
      return assertNever(event);
  }
}

/** Results of what was carried out beside the loop. */
function foldBeside(draft: Draft, event: BesideEvent, effect: PendingEffect): void {
  switch (event.type) {
    case 'BaselineFinished':
      return onBaselineFinished(draft, event);
    case 'TurnSummarised':
      return effect.type === 'SummariseTurn' ? onTurnSummarised(draft, event, effect) : undefined;
    case 'MemoryExtracted':
      return onMemoryExtracted(draft, event);
    case 'HookFinished':
      return effect.type === 'RunHook' ? onHookFinished(draft, event, effect) : undefined;
    default:
      return assertNever(event);
  }
}
