import type { PendingEffect } from '../../effects.ts';
import type { EventOf } from '../../events.ts';
import { record, type Draft } from '../../draft.ts';
import { lookForAnswers } from '../../moves/question/await-answers.ts';
import { askPerson } from '../../moves/question/questions.ts';
import { runningTurn } from '../../moves/withdraw.ts';

/** An agent asks a person from inside its turn, which goes on. One that is being ended asks nobody any more. */
export function onQuestionAsked(draft: Draft, event: EventOf<'QuestionAsked'>, effect: PendingEffect): void {
  if (effect.type === 'RunTurn' && effect.kind === 'work' && effect.abort === undefined)
    askPerson(draft, event);
}

/** The first answer counts. A goal that waited for it goes on. */
export function onQuestionAnswered(draft: Draft, event: EventOf<'QuestionAnswered'>): void {
  const { goal, context } = draft;
  const question = goal.questions.find(({ id }) => id === event.question);
  if (question?.state !== 'open') return;
  question.state = 'answered';
  question.answer = event.text;
  question.by = event.by;
  question.answeredAt = context.now;
  record(draft, 'answered', { id: question.id, by: event.by });
  draft.notices.push({ type: 'Answered', question: question.id });
  lookForAnswers(draft);
}

/** The agent that asked has it already: the next prompt does not say it again, unless that agent's turn breaks. */
export function onAnswerTaken(draft: Draft, event: EventOf<'AnswerTaken'>): void {
  const { goal } = draft;
  const question = goal.questions.find(({ id }) => id === event.question);
  const since = runningTurn(goal)?.started?.at;
  if (question === undefined || question.state === 'open' || since === undefined) return;
  if (question.askedAt >= since) question.taken = true;
}
