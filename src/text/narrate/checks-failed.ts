import type { CheckResult } from '../../domain/acceptance.ts';
import type { Block, Content } from '../../domain/surface/content.ts';
import type { Notice } from '../../goal/notices.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { budgetOf } from '../../goal/used.ts';
import { counts } from '../../policy/acceptance/excuse.ts';
import { plural, tail } from '../format.ts';
import { smallBlock, textBlock } from './spans.ts';

/** Red checks with their output, and what becomes of them. */
export function checksFailed(goal: GoalDocument, notice: Extract<Notice, { type: 'ChecksFailed' }>): Content {
  const red = (goal.checks ?? []).filter((check) => !counts(check));
  const blocks: Block[] =
    notice.withoutChanges && red.length === 0
      ? [textBlock('The agent said it was finished, but it changed nothing.')]
      : red.flatMap(checkBlocks);
  const title =
    red.length === 0
      ? `Turn ${notice.turn}: nothing was changed`
      : `Turn ${notice.turn}: ${plural(red.length, 'check')} failed`;
  return { tone: 'bad', title, blocks: [...blocks, smallBlock(whatNow(goal))] };
}

function whatNow(goal: GoalDocument): string {
  const { turns } = budgetOf(goal);
  const repeated =
    (goal.trouble?.count ?? 1) > 1 ? `The same failure ${goal.trouble?.count} times in a row. ` : '';
  if (goal.result !== undefined) return `${repeated}The goal ends here.`;
  if (turns > 0 && goal.turn >= turns) return `${repeated}No turns are left.`;
  const advice = repeated === '' ? '' : ' with other advice,';
  return `${repeated}The failures go to the agent with its next turn,${advice} in the same session.`;
}

function checkBlocks(check: CheckResult): Block[] {
  const head = textBlock('✘ ', { code: check.label }, `: ${check.reason}`);
  return check.evidence.trim() === '' ? [head] : [head, { type: 'output', text: tail(check.evidence, 1500) }];
}
