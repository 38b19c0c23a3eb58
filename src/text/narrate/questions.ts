import type { Block, Content, Span } from '../../domain/surface/content.ts';
import type { Question } from '../../domain/question.ts';
import { openQuestions } from '../../goal/moves/question/questions.ts';
import type { Notice } from '../../goal/notices.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { button, buttonRow } from '../card/button.ts';
import { otherwiseWords } from '../card/question-fields.ts';
import { answerButton } from '../card/ways.ts';
import { oneLine } from '../format.ts';
import { utcMoment } from '../utc.ts';
import { byWhom, said, smallBlock, textBlock } from './spans.ts';

type Of<T extends Notice['type']> = Extract<Notice, { type: T }>;

const found = (goal: GoalDocument, id: string): Question | undefined =>
  goal.questions.find((question) => question.id === id);

/** The agent asks: what, what may be answered, until when, and what happens then. */
export function asked(
  goal: GoalDocument,
  notice: Of<'Asked'>,
  where: 'here' | 'elsewhere' = 'here',
): Content {
  const question = found(goal, notice.question);
  if (question === undefined) return said('ask', `${goal.id}: the agent asks`, ['The question is gone.']);
  const options = question.options.map((option, index) =>
    textBlock({ bold: `${index + 1}` }, ` ${oneLine(option, 300)}`),
  );
  return {
    tone: 'ask',
    title: `${goal.id}: the agent asks (${question.id})`,
    blocks: [
      textBlock(question.text),
      ...options,
      ...optionControls(goal.id, question),
      smallBlock(
        ...howToAnswer(goal, question, where),
        `. Without an answer by ${utcMoment(question.deadline)} ${otherwiseWords(question)}.`,
      ),
    ],
  };
}

/** Longest option that fits on a button, in characters, and most of those. */
const shortOption = 24;
const mostButtons = 4;

/** A press for each option while they are few and short, else a choice; and a form for words of one's own. */
function optionControls(goal: string, { id, options }: Question): Block[] {
  const own = answerButton(goal, id, options.length === 0 ? 'Answer…' : 'Other words…');
  const labels = options.map((option) => oneLine(option, 90));
  if (options.length <= mostButtons && labels.every((label) => label.length <= shortOption))
    return buttonRow([
      ...labels.map((label, at) => button(`answer/${goal}/${id}/${at + 1}`, label)),
      options.length === 0 ? own : { ...own, style: 'plain' },
    ]);
  return [
    {
      type: 'choice',
      act: `answer/${goal}/${id}`,
      placeholder: `Answer ${id}`,
      options: labels.map((label, at) => ({ value: String(at + 1), label: `${at + 1} ${label}` })),
    },
    ...buttonRow([own]),
  ];
}

/** While several questions are open, a plain reply could mean any of them. */
function howToAnswer(goal: GoalDocument, { id, options }: Question, where: 'here' | 'elsewhere'): Span[] {
  const what = options.length === 0 ? '' : ', in words or with a number';
  return openQuestions(goal).length > 1
    ? ['Several questions are open: answer', what, ' with ', { code: `/goal answer ${goal.id} ${id} TEXT` }]
    : [
        `Answer${what}: by a reply in ${where === 'here' ? 'this' : 'its'} thread, or with `,
        { code: `/goal answer ${goal.id} TEXT` },
      ];
}

/** Who answered, and what. */
export function answered(goal: GoalDocument, notice: Of<'Answered'>): Content {
  const question = found(goal, notice.question);
  const text = oneLine(question?.answer ?? '', 500);
  return question?.by === undefined
    ? said('work', `${goal.id}: nobody answered ${notice.question} in time`, [
        `The default counts, and the agent is told: ${text}`,
      ])
    : said('work', `${goal.id}: ${notice.question} is answered`, [
        ...byWhom(question.by, 'Answered'),
        ` ${text}`,
      ]);
}
