import { expect, test } from 'vitest';
import { ContentSchema } from '../../../src/domain/surface/content.ts';
import type { Notice } from '../../../src/goal/notices.ts';
import type { GoalDocument } from '../../../src/goal/state.ts';
import { narrate } from '../../../src/text/narrate.ts';
import { statusCard } from '../../../src/text/status-card.ts';
import { allHostile } from '../../support/core/hostile-text.ts';
import { alice, red, runningGoal, sampleGoal } from '../../support/core/sample-goal.ts';
import {
  asleepGoal,
  askingForBudget,
  blockedAgent,
  compactingGoal,
  doneGoal,
  inSecondTurn,
  rateLimited,
  stoppedGoal,
  withoutMoney,
} from '../../support/core/stages.ts';
import { wordsOf } from '../../support/core/words-of.ts';

const goals: GoalDocument[] = [
  sampleGoal(),
  runningGoal(),
  inSecondTurn(),
  askingForBudget().document,
  blockedAgent().document,
  rateLimited().document,
  asleepGoal().document,
  withoutMoney().document,
  stoppedGoal().document,
  compactingGoal(),
  doneGoal(),
];

/** One of each kind, with as little as its type allows. */
const notices = (text: string): Record<Notice['type'], Notice> => ({
  RunEnded: { type: 'RunEnded' },
  ChecksFailed: { type: 'ChecksFailed', turn: 1, withoutChanges: false },
  TurnFailed: { type: 'TurnFailed', failure: { kind: 'network', message: text }, course: 'trying again' },
  Paused: { type: 'Paused' },
  Resumed: { type: 'Resumed', by: alice },
  Stopped: { type: 'Stopped', turn: 1 },
  BudgetNear: { type: 'BudgetNear', axis: 'turns', used: 4, limit: 5 },
  BudgetAsk: { type: 'BudgetAsk', axis: 'denies', used: 8, limit: 8 },
  BudgetGrown: { type: 'BudgetGrown', by: alice, add: { errors: 2 } },
  PurseEmpty: { type: 'PurseEmpty', purse: 'global/total', leftUsd: 0, limitUsd: 5 },
  Blocked: { type: 'Blocked', message: text },
  HandedOver: { type: 'HandedOver', from: 'claude', why: text },
  Asleep: { type: 'Asleep' },
  Woke: { type: 'Woke', early: false },
  Compacted: { type: 'Compacted' },
  CompactionFailed: { type: 'CompactionFailed', problem: text, givenUp: false },
  Restored: { type: 'Restored', to: 'the base' },
  RestoreFailed: { type: 'RestoreFailed', problem: text, hint: 'Wait.' },
  RunBegun: { type: 'RunBegun', how: 'retry', by: alice },
  Stalled: { type: 'Stalled', silentMs: 1 },
  Moved: { type: 'Moved', code: 'is_archived' },
  Asked: { type: 'Asked', question: 'Q-1' },
  Answered: { type: 'Answered', question: 'Q-1' },
  Climbed: { type: 'Climbed', ask: 'Q-1', step: 1 },
  WaitsForGoals: { type: 'WaitsForGoals' },
  DependencyFailed: { type: 'DependencyFailed', goal: 'G-2', state: 'failed' },
  Edited: { type: 'Edited', by: alice, what: 'text' },
  FilesMissing: { type: 'FilesMissing', files: [{ name: text, problem: text }] },
  HookFailed: { type: 'HookFailed', hook: 'H-1', problem: 'no answer' },
  NotesTidied: { type: 'NotesTidied', outcome: 'adopted', written: ['a.md'], removed: [], refused: [] },
  HookSays: { type: 'HookSays', text: 'It is done.' },
  HookTells: { type: 'HookTells', channel: 'slack:C9', text, key: 'hook/G-1/1/done/1/H-1' },
  Progress: { type: 'Progress', turn: 1, text },
});

const broken = /undefined|NaN|\[object|Infinity|null/;
const kinds = Object.values(notices('it broke'));

test.each(kinds)('in whichever state a goal is, the words of $type are whole', (notice) => {
  for (const goal of goals) {
    const content = narrate(notice, goal);
    expect(ContentSchema.parse(content)).toEqual(content);
    expect(wordsOf(content)).not.toMatch(broken);
    expect(wordsOf(content)).toMatch(/\S/);
  }
});

test('the card is whole in each of these states, too', () => {
  for (const goal of goals) {
    const card = statusCard(goal);
    expect(ContentSchema.parse(card)).toEqual(card);
    expect(wordsOf(card)).not.toMatch(broken);
  }
});

const hostileGoal: GoalDocument = {
  ...inSecondTurn([{ ...red, evidence: allHostile } as never]),
  sleep: { since: 0, until: 1, reason: allHostile },
};
const unnamed = Object.values(notices(allHostile)).filter((notice) => !('by' in notice));

test.each(unnamed)('what agents and commands print in $type can mention nobody and stays text', (notice) => {
  const content = narrate(notice, hostileGoal);
  expect(ContentSchema.parse(content)).toEqual(content);
  expect(JSON.stringify(content)).not.toMatch(/"(?:person|link)":/);
  expect(content.title).not.toContain('\n');
});
