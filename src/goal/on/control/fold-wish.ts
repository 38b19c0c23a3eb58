import { assertNever } from '../../../domain/errors.ts';
import type { Draft } from '../../draft.ts';
import type { GoalEvent } from '../../events.ts';
import { onHookAdded, onHookRefused, onHookRemoved } from '../beside/on-hook.ts';
import { onNotesTidied } from '../beside/on-notes-tidied.ts';
import { onBudgetGrown, onBudgetRefused } from './on-budget.ts';
import { onCancelWished, onMessageGiven, onPauseWished, onResumeWished } from './on-control.ts';
import {
  onCompactWished,
  onContinueWished,
  onRetryWished,
  onRollbackWished,
  onSwitchWished,
} from './on-course.ts';
import { onDroverBack, onDroverLeft } from './on-drover.ts';
import { onDependencyEnded, onDependencyReopened } from './on-dependency.ts';
import { onAnswerTaken, onQuestionAnswered } from './on-question.ts';
import { onRootPosted, onRootRefused } from './on-root.ts';
import { onWorkspaceEvicted } from './on-spec.ts';
import { onSpecEdited } from './on-spec-edited.ts';
import { onSlotGranted, onWakeDue } from './on-slot.ts';
import { foldCard } from '../said/fold-card.ts';
import { onRung } from '../said/on-rung.ts';
import { onStopWished } from './on-stop.ts';

/** What people wish, and what the surroundings tell: facts that answer no order. */
export type WishEvent = Exclude<GoalEvent, { effectId: unknown }>;

const outsideTypes = [
  'SlotGranted',
  'WakeDue',
  'DroverLeft',
  'DroverBack',
  'RootPosted',
  'RootRefused',
  'HookRefused',
  'DependencyEnded',
  'DependencyReopened',
  'AnswerTaken',
  'WorkspaceEvicted',
  'NotesTidied',
  'CardLost',
  'CardPosted',
  'CardRefused',
  'RungDelivered',
  'RungRefused',
  'RungDropped',
] as const;

/** What the surroundings tell. */
type OutsideEvent = Extract<WishEvent, { type: (typeof outsideTypes)[number] }>;
type PersonsEvent = Exclude<WishEvent, OutsideEvent>;

const isOutside = (event: WishEvent): event is OutsideEvent =>
  outsideTypes.some((type) => type === event.type);

/** Folds a fact that answers no order. */
export const foldWish = (draft: Draft, event: WishEvent): void =>
  isOutside(event) ? foldOutside(draft, event) : foldPersons(draft, event);

function foldOutside(draft: Draft, event: OutsideEvent): void {
  switch (event.type) {
    case 'SlotGranted':
      return onSlotGranted(draft);
    case 'WakeDue':
      return onWakeDue(draft);
    case 'DroverLeft':
      return onDroverLeft(draft);
    case 'DroverBack':
      return onDroverBack(draft);
    case 'RootPosted':
      return onRootPosted(draft, event);
    case 'RootRefused':
      return onRootRefused(draft, event);
    case 'HookRefused':
      return onHookRefused(draft, event);
    case 'DependencyEnded':
      return onDependencyEnded(draft, event);
    case 'DependencyReopened':
      return onDependencyReopened(draft, event);
    case 'AnswerTaken':
      return onAnswerTaken(draft, event);
    case 'WorkspaceEvicted':
      return onWorkspaceEvicted(draft);
    case 'NotesTidied':
      return onNotesTidied(draft, event);
    case 'CardLost':
    case 'CardPosted':
    case 'CardRefused':
      return foldCard(draft, event);
    case 'RungDelivered':
    case 'RungRefused':
    case 'RungDropped':
      return onRung(draft, event);
    default:
      return assertNever(event);
  }
}

function foldPersons(draft: Draft, event: PersonsEvent): void {
  switch (event.type) {
    case 'PauseWished':
      return onPauseWished(draft, event);
    case 'ResumeWished':
      return onResumeWished(draft, event);
    case 'StopWished':
      return onStopWished(draft, event);
    case 'CancelWished':
      return onCancelWished(draft, event);
    case 'MessageGiven':
      return onMessageGiven(draft, event);
    case 'BudgetGrown':
      return onBudgetGrown(draft, event);
    case 'BudgetRefused':
      return onBudgetRefused(draft, event);
    case 'CompactWished':
      return onCompactWished(draft, event);
    case 'SwitchWished':
      return onSwitchWished(draft, event);
    case 'RollbackWished':
      return onRollbackWished(draft, event);
    case 'ContinueWished':
      return onContinueWished(draft, event);
    case 'RetryWished':
      return onRetryWished(draft, event);
    case 'QuestionAnswered':
      return onQuestionAnswered(draft, event);
    case 'SpecEdited':
      return onSpecEdited(draft, event);
    case 'HookAdded':
      return onHookAdded(draft, event);
    case 'HookRemoved':
      return onHookRemoved(draft, event);
    default:
      return assertNever(event);
  }
}
