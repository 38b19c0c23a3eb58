import { labelOfCriterion } from '../domain/acceptance.ts';
import type { GoalDocument } from '../goal/state.ts';
import { counts } from '../policy/acceptance/excuse.ts';
import { quote } from './fence.ts';

/** Longest focus, in characters: it is read beside the whole context that is to become smaller. */
const longestFocus = 2000;

/**
 * What an agent should keep in mind when it compacts its session: one paragraph without a line break, because agents
 * take it as the argument of a command.
 */
export function compactPrompt(goal: GoalDocument): string {
  const parts = [asked(goal), task(goal), criteria(goal), failing(goal), always];
  return Array.from(parts.filter((part) => part !== '').join(' '))
    .slice(0, longestFocus)
    .join('');
}

const always =
  'Keep what was tried and why it failed, decisions with their reasons, the files that matter, and what is left to do.';

const task = (goal: GoalDocument): string => `The task: ${quote(goal.fence, goal.spec.text, 600)}.`;

function asked({ compaction, fence }: GoalDocument): string {
  const focus = compaction.focus?.trim() ?? '';
  return focus === '' ? '' : `The operator wants you to keep above all: ${quote(fence, focus, 400)}.`;
}

function criteria(goal: GoalDocument): string {
  const labels = goal.criteria.map(labelOfCriterion);
  return labels.length === 0
    ? ''
    : `Done means that these pass: ${quote(goal.fence, labels.join('; '), 300)}.`;
}

function failing(goal: GoalDocument): string {
  const red = (goal.checks ?? []).filter((check) => !counts(check));
  if (red.length === 0) return '';
  const rows = red.map((check) => `${check.label}: ${check.reason}`).join('; ');
  return `Failing now: ${quote(goal.fence, rows, 400)}.`;
}
