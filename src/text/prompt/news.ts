import { labelOf } from '../../domain/actor.ts';
import type { GoalDocument, News } from '../../goal/state.ts';
import { classify } from '../../policy/remediation/classify.ts';
import { remediationHint } from '../../policy/remediation/remediation-hint.ts';
import { fence, quote, visibleText } from '../fence.ts';
import { duration, tail } from '../format.ts';

/** What happened around the last turn that its agent cannot know. */
export function newsOf(goal: GoalDocument): string {
  const rows = goal.news.map((news) => newsWords(goal, news));
  return [...rows, brokenTurn(goal)].filter((row) => row !== '').join('\n');
}

function newsWords(goal: GoalDocument, news: News): string {
  switch (news.type) {
    case 'woke':
      return woke(goal, news);
    case 'restored':
      return `The worktree was returned to ${news.to}: changes made after that are gone. Look at it before you go on.`;
    case 'handed-over':
      return `You take this goal over from another agent, ${quote(goal.fence, news.from, 80)}; the reason: ${quote(goal.fence, news.why, 300)}. Its changes are in the worktree.`;
    case 'answered':
      return answerWords(goal, news.question);
    case 'stopped':
      return 'Your last turn was ended by drover before you were finished. Look at the state of the worktree and go on.';
    case 'continued':
      return 'The goal had ended and is continued now, with new budgets.';
  }
}

/** How a question that the agent asked has ended. The answer is a person's word, or the agent's own default. */
function answerWords(goal: GoalDocument, id: string): string {
  const question = goal.questions.find((one) => one.id === id);
  if (question === undefined) return '';
  const { text, answer, by } = question;
  const asked = `To the question ${quote(goal.fence, text, 600)} that was asked`;
  if (answer === undefined)
    return `${asked} nobody has given an answer, and nobody will: decide it yourself, or do without it.`;
  return by === undefined
    ? `${asked} nobody has answered in time. What was named as default counts:\n${fence(goal.fence, 'answer', answer)}`
    : `${asked} the operator ${visibleText(labelOf(by))} answers:\n${visibleText(answer)}`;
}

function woke(goal: GoalDocument, { reason, sleptMs, early }: Extract<News, { type: 'woke' }>): string {
  const why = reason.trim() === '' ? '' : ` You gave as reason: ${quote(goal.fence, reason, 300)}.`;
  return `You slept ${duration(sleptMs)}${early ? ' and were woken early' : ''}.${why} Go on.`;
}

/** What is known to help against an error of the agent's own. */
const hintsFor = (goal: GoalDocument, error: string): string[] =>
  remediationHint(classify(error, 'agent'), 1).map(
    (hint) => `- ${quote(goal.fence, hint, 400).slice(1, -1)}`,
  );

/** A turn that was ended on purpose is told as news; what it left behind is the same. */
function brokenTurn(goal: GoalDocument): string {
  const failure = goal.lastFailure;
  if (failure === undefined || goal.news.some(({ type }) => type === 'stopped')) return '';
  const message = fence(goal.fence, 'error', tail(failure.message, 2000));
  if (failure.kind === 'agent-error')
    return [`The last turn ended with an error:\n${message}`, ...hintsFor(goal, failure.message)].join('\n');
  if (failure.kind === 'permission-blocked')
    return `The last turn was ended because you wanted something that you may not do. If it is refused again, find another way, or say what you need and why.\n${message}`;
  return 'The last turn was cut off before it ended. Look at the state of the worktree and go on.';
}
