import type { Content } from '../domain/surface/content.ts';
import type { Notice } from '../goal/notices.ts';
import type { GoalDocument } from '../goal/state.ts';
import { checksFailed } from './narrate/checks-failed.ts';
import {
  handedOver,
  paused,
  restored,
  restoreFailed,
  resumed,
  runBegun,
  stopped,
} from './narrate/control.ts';
import { blocked, budgetAsk, budgetGrown, budgetNear, purseEmpty } from './narrate/money.ts';
import {
  asleep,
  compacted,
  compactionFailed,
  moved,
  progress,
  stalled,
  turnFailed,
  woke,
} from './narrate/rhythm.ts';
import { answered, asked } from './narrate/questions.ts';
import {
  dependencyFailed,
  edited,
  filesMissing,
  hookFailed,
  hookSays,
  waitsForGoals,
} from './narrate/others.ts';
import { climbed } from './narrate/ladder/climbed.ts';
import { notesTidied } from './narrate/notes-tidied.ts';
import { hookTells } from './narrate/hook-tells.ts';
import { runEnded } from './narrate/run-ended.ts';

type Words = {
  readonly [T in Notice['type']]: (goal: GoalDocument, notice: Extract<Notice, { type: T }>) => Content;
};

const words: Words = {
  RunEnded: runEnded,
  ChecksFailed: checksFailed,
  TurnFailed: turnFailed,
  Paused: paused,
  Resumed: resumed,
  Stopped: stopped,
  BudgetNear: budgetNear,
  BudgetAsk: budgetAsk,
  BudgetGrown: budgetGrown,
  PurseEmpty: purseEmpty,
  Blocked: blocked,
  HandedOver: handedOver,
  Asleep: asleep,
  Woke: woke,
  Compacted: compacted,
  CompactionFailed: compactionFailed,
  Restored: restored,
  RestoreFailed: restoreFailed,
  RunBegun: runBegun,
  Stalled: stalled,
  Moved: moved,
  Progress: progress,
  Asked: asked,
  Answered: answered,
  Climbed: climbed,
  WaitsForGoals: waitsForGoals,
  DependencyFailed: dependencyFailed,
  Edited: edited,
  FilesMissing: filesMissing,
  HookFailed: hookFailed,
  NotesTidied: notesTidied,
  HookSays: hookSays,
  HookTells: hookTells,
};

/** The words for one notice in the goal's thread. */
export const narrate = <T extends Notice['type']>(
  notice: Extract<Notice, { type: T }>,
  goal: GoalDocument,
): Content => {
  const say: Words[T] = words[notice.type];
  return say(goal, notice);
};
