import { labelOf } from '../domain/actor.ts';
import type { RunTurnEffect } from '../goal/effects.ts';
import type { GoalDocument } from '../goal/state.ts';
import { visibleText } from './fence.ts';
import { checksNews } from './prompt/checks-news.ts';
import { givenFiles } from './prompt/given-files.ts';
import { newsOf } from './prompt/news.ts';
import { rulesAgain, wholeTask, type PromptFacts } from './prompt/task.ts';

/**
 * The prompt of one turn. A fresh session gets the task, the rules and, when turns went before, what was tried;
 * a resumed one gets only what is new, so that retries stay small.
 */
export function turnPrompt(goal: GoalDocument, effect: RunTurnEffect, facts: PromptFacts): string {
  const known = effect.session.resume;
  const asleep = goal.news.some(({ type }) => type === 'woke');
  // A session that slept knows the checks from before.
  const news = [newsOf(goal), known && asleep ? '' : checksNews(goal)].filter((part) => part !== '');
  const parts = known
    ? [
        messages(goal, effect, facts),
        ...rulesAgain(goal, facts),
        ...(news.length === 0 ? ['Go on with the task.'] : news),
      ]
    : [messages(goal, effect, facts), ...wholeTask(goal, facts), ...news];
  return parts.filter((part) => part !== '').join('\n\n');
}

function messages(goal: GoalDocument, effect: RunTurnEffect, { files }: PromptFacts): string {
  const given = goal.messages.filter((message) => effect.receipts.includes(message.receipt));
  if (given.length === 0) return '';
  const rows = given.flatMap((message) => [
    `[${message.receipt}] from ${visibleText(labelOf(message.from))}:\n${visibleText(message.text)}`,
    ...givenFiles(goal.fence, files?.get(message.receipt)),
  ]);
  return [
    '=== Messages from the operator: they come before everything else ===',
    ...rows,
    `=== End of the operator’s messages. Name ${given.map((message) => message.receipt).join(', ')} in your answer to show that you have read them. ===`,
  ].join('\n');
}
