import type { AskedQuestion, Question } from '../../../domain/question.ts';
import { orderHooks } from '../beside/order-hooks.ts';
import { record, type Draft } from '../../draft.ts';
import type { GoalDocument } from '../../state.ts';

/** Questions that wait for a person's word, oldest first. */
export const openQuestions = (goal: GoalDocument): Question[] =>
  goal.questions.filter(({ state }) => state === 'open');

/** Questions that are over, and whose agent does not know it. */
const untold = (goal: GoalDocument): Question[] =>
  goal.questions.filter(({ state, taken }) => state !== 'open' && taken !== true);

/** The agent waits for an answer, or has not read one that is there: this is no time to judge its work. */
export const hasQuestions = (goal: GoalDocument): boolean =>
  openQuestions(goal).length > 0 || untold(goal).length > 0;

/** Puts a question to people. Where nobody can be asked it is over at once. A repeat of a call is the same question. */
export function askPerson(draft: Draft, asked: AskedQuestion): void {
  const { goal, context } = draft;
  if (goal.questions.some(({ call }) => call === asked.call)) return;
  const { call, text, options, fallback } = asked;
  const { questionWaitMs } = context.rules;
  const question: Question = {
    id: `Q-${goal.questions.length + 1}`,
    call,
    turn: goal.turn,
    text,
    options: [...options],
    ...(fallback === undefined ? {} : { fallback }),
    askedAt: context.now,
    deadline: context.now + questionWaitMs,
    state: 'open',
  };
  goal.questions.push(question);
  record(draft, 'question', { id: question.id, text, options });
  if (questionWaitMs === 0) return expire(draft, question);
  draft.notices.push({ type: 'Asked', question: question.id });
  orderHooks(draft, 'waiting');
}

/** Whether nothing but a person's answer lets it go on. */
export const wantsAnswers = (goal: GoalDocument): boolean =>
  openQuestions(goal).length > 0 && !goal.messages.some(({ state }) => state === 'queued');

/** The time of some questions is over: those that name an answer for this case have it now. */
export function takeFallbacks(draft: Draft): void {
  const { goal, context } = draft;
  // A pause is no time to answer in.
  if (goal.state === 'paused') return;
  for (const question of openQuestions(goal))
    if (question.deadline <= context.now && question.fallback !== undefined) {
      expire(draft, question);
      draft.notices.push({ type: 'Answered', question: question.id });
    }
}

/** A person wants the goal to go on without them: what the agent named as default counts. */
export function giveUpAnswers(draft: Draft): void {
  for (const question of openQuestions(draft.goal)) expire(draft, question);
}

/** Nobody will answer any more, and no default counts: something else came first, or the run is over. */
export function withdrawQuestions(draft: Draft): void {
  for (const question of openQuestions(draft.goal)) {
    question.state = 'expired';
    record(draft, 'answered', { id: question.id, withdrawn: true });
  }
}

function expire(draft: Draft, question: Question): void {
  question.state = 'expired';
  question.answeredAt = draft.context.now;
  if (question.fallback !== undefined) question.answer = question.fallback;
  record(draft, 'answered', { id: question.id, default: question.fallback });
}

/** People get their whole time again: nobody answers a goal that is paused. */
export function renewDeadlines({ goal, context }: Draft): void {
  for (const question of openQuestions(goal))
    question.deadline = Math.max(question.deadline, context.now + context.rules.questionWaitMs);
}

/** The next prompt tells how the questions ended. */
export function tellAnswers({ goal }: Draft): void {
  const told = new Set(goal.news.flatMap((news) => (news.type === 'answered' ? [news.question] : [])));
  for (const { id } of untold(goal)) if (!told.has(id)) goal.news.push({ type: 'answered', question: id });
}

/** The prompt was read to its end: its agent knows. */
export function answersRead({ goal }: Draft): void {
  for (const news of goal.news) if (news.type === 'answered') take(goal, news.question);
}

/** A turn broke, and with it what its tools had told the agent perhaps: answers of its own questions are told again. */
export function answersLost({ goal }: Draft, turnStartedAt: number): void {
  for (const question of goal.questions) if (question.askedAt >= turnStartedAt) delete question.taken;
}

/** Nobody who asked them is there any more. */
export function forgetQuestions({ goal }: Draft): void {
  for (const question of goal.questions) question.taken = true;
}

function take(goal: GoalDocument, id: string): void {
  const question = goal.questions.find((one) => one.id === id);
  if (question !== undefined) question.taken = true;
}
