import type { AskedQuestion, EventOf } from '../../events.ts';
import { record, type Draft } from '../../draft.ts';
import { orderHooks } from '../../moves/beside/order-hooks.ts';
import { stopWaiting } from '../../moves/wait.ts';

/** An agent asks a person from inside its turn, which goes on. A repeat of the same call is the same question. */
export function onQuestionAsked(draft: Draft, event: AskedQuestion): void {
  const { goal, context } = draft;
  if (goal.questions.some((question) => question.call === event.call)) return;
  const id = `Q-${goal.questions.length + 1}`;
  goal.questions.push({
    id,
    call: event.call,
    turn: goal.turn,
    text: event.text,
    options: [...event.options],
    ...(event.fallback === undefined ? {} : { fallback: event.fallback }),
    askedAt: context.now,
    deadline: context.now + context.rules.questionWaitMs,
    state: 'open',
  });
  record(draft, 'question', { id, text: event.text, options: event.options });
  draft.notices.push({ type: 'Asked', question: id });
  orderHooks(draft, 'waiting');
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
  if (goal.waiting?.reason === 'question') stopWaiting(draft);
}

/** The agent has it already: the next prompt does not say it again. */
export function onAnswerTaken(draft: Draft, event: EventOf<'AnswerTaken'>): void {
  const question = draft.goal.questions.find(({ id }) => id === event.question);
  if (question?.state !== 'open' && question !== undefined) question.taken = true;
}
