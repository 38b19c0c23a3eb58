import type { Content } from '../../domain/content.ts';
import type { Question } from '../../domain/question.ts';
import type { Notice } from '../../goal/notices.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { oneLine } from '../format.ts';
import { utcMoment } from '../utc.ts';
import { byWhom, said, smallBlock, textBlock } from './spans.ts';

type Of<T extends Notice['type']> = Extract<Notice, { type: T }>;

const found = (goal: GoalDocument, id: string): Question | undefined =>
  goal.questions.find((question) => question.id === id);

/** The agent asks: what, what may be answered, until when, and what happens then. */
export function asked(goal: GoalDocument, notice: Of<'Asked'>): Content {
  const question = found(goal, notice.question);
  if (question === undefined) return said('ask', `${goal.id}: the agent asks`, ['The question is gone.']);
  const options = question.options.map((option) => textBlock('• ', oneLine(option, 300)));
  const otherwise =
    question.fallback === undefined
      ? 'the goal is handed to a person'
      : `the answer is “${oneLine(question.fallback, 200)}”`;
  return {
    tone: 'ask',
    title: `${goal.id}: the agent asks`,
    blocks: [
      textBlock(question.text),
      ...options,
      smallBlock(
        'Answer by a reply in this thread, or with ',
        { code: `/goal answer ${goal.id} TEXT` },
        `. Without an answer by ${utcMoment(question.deadline)} ${otherwise}.`,
      ),
    ],
  };
}

/** Who answered, and what. */
export function answered(goal: GoalDocument, notice: Of<'Answered'>): Content {
  const question = found(goal, notice.question);
  const text = oneLine(question?.answer ?? '', 500);
  return question?.by === undefined
    ? said('work', `${goal.id}: nobody answered in time`, [`The agent is told: ${text}`])
    : said('work', `${goal.id} is answered`, [...byWhom(question.by, 'Answered'), ` ${text}`]);
}
