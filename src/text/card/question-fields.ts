import type { Question } from '../../domain/question.ts';
import { openQuestions } from '../../goal/moves/question/questions.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { oneLine } from '../format.ts';
import { utcMoment } from '../utc.ts';

/** What the agent waits to be told: the question, what may be answered, until when, and what happens then. */
export const questionFields = (goal: GoalDocument): { label: string; value: string[] }[] =>
  openQuestions(goal).map((question) => ({ label: question.id, value: [questionWords(question)] }));

function questionWords(question: Question): string {
  const options = optionWords(question);
  return `${oneLine(question.text, 300)}${options === '' ? '' : ` (${options})`} Until ${utcMoment(question.deadline)}; then ${otherwiseWords(question)}.`;
}

/** `1: Postgres · 2: SQLite` */
export const optionWords = ({ options }: Question): string =>
  options.map((option, index) => `${index + 1}: ${oneLine(option, 100)}`).join(' · ');

/** What happens when nobody answers in time. */
export const otherwiseWords = ({ fallback }: Question): string =>
  fallback === undefined ? 'the goal is handed to a person' : `the answer is “${oneLine(fallback, 200)}”`;
