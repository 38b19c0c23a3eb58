import { labelOf } from '../../../domain/actor.ts';
import type { Question } from '../../../domain/question.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import { openQuestions } from '../../../goal/moves/question/questions.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import { pickAnswer } from '../../../policy/question/pick-answer.ts';
import { oneLine } from '../../../text/format.ts';
import { refusal } from '../../answers.ts';
import type { Verb } from '../verb.ts';
import { aboutGoal, cannot, controlGoal } from './control-goal.ts';
import { onGoal } from './controls.ts';

export const answerVerb: Verb = {
  ...onGoal,
  name: 'answer',
  text: 'needed',
  textName: '[Q-1] TEXT',
  textHelp: 'the answer, or the number of an option; Q-2 before it where several questions are open',
  summary: 'answer what the agent asks: in words, or with the number of an option',
  handle: (world, call) =>
    controlGoal(world, call, {
      decide: (goal) => {
        const { id, words } = partsOf(call.text);
        const question = questionOf(goal, id);
        if ('content' in question) return question;
        if (words === '') return noWords(goal, question);
        const text = pickAnswer(question.options, words);
        return text === undefined
          ? noOption(goal, question, words)
          : { type: 'QuestionAnswered', by: call.actor, question: question.id, text };
      },
      done: (goal, before) => answered(goal, before),
    }),
};

/** `Q-2 the old one` names the question; most answers are nothing but words. */
function partsOf(text: string): { id?: string; words: string } {
  const [, number, words] = /^q-?(\d{1,6})(?:[\s:,]+([\s\S]*))?$/i.exec(text.trim()) ?? [];
  return number === undefined
    ? { words: text.trim() }
    : { id: `Q-${Number(number)}`, words: (words ?? '').trim() };
}

/** The question that is meant: the one that was named, else the only one that is open. */
function questionOf(goal: GoalDocument, id: string | undefined): Question | VerbAnswer {
  const open = openQuestions(goal);
  if (id === undefined && open.length > 1) return whichOne(goal, open);
  const question =
    id === undefined ? (open[0] ?? goal.questions.at(-1)) : goal.questions.find((one) => one.id === id);
  if (question === undefined) return none(goal, id === undefined ? 'asks nothing' : `has not asked ${id}`);
  return question.state === 'open' ? question : closed(goal, question);
}

function none(goal: GoalDocument, what: string): VerbAnswer {
  const [open] = openQuestions(goal);
  return refusal(
    'NO_QUESTION',
    `${goal.id} ${what}`,
    open === undefined
      ? `Tell the agent something: /goal say ${goal.id} TEXT.`
      : `Open is ${open.id}: ${oneLine(open.text, 200)}`,
    goal.id,
  );
}

/** Somebody, or the time, was faster. */
function closed(goal: GoalDocument, { id, answer, by }: Question): VerbAnswer {
  const how =
    answer === undefined
      ? 'is over: nobody answered it'
      : `${by === undefined ? 'is over: nobody answered in time, and its default counts' : `was answered by ${labelOf(by)}`}: “${oneLine(answer, 200)}”`;
  return refusal(
    'NO_QUESTION',
    `${id} of ${goal.id} ${how}`,
    `Nothing was changed. Tell the agent more: /goal say ${goal.id} TEXT.`,
    goal.id,
  );
}

function whichOne(goal: GoalDocument, open: readonly Question[]): VerbAnswer {
  const rows = open.map(({ id, text }) => `${id}: ${oneLine(text, 120)}`);
  return refusal(
    'NO_QUESTION',
    `Which question of ${goal.id}? ${rows.join(' · ')}`,
    `Name it: /goal answer ${goal.id} ${open[0]?.id ?? 'Q-1'} TEXT.`,
    goal.id,
  );
}

const noWords = (goal: GoalDocument, { id, text }: Question): VerbAnswer =>
  cannot(goal, `${id} needs an answer`, `It asks: ${oneLine(text, 200)}`);

const noOption = (goal: GoalDocument, { id, options }: Question, words: string): VerbAnswer =>
  cannot(
    goal,
    `${id} has no option ${oneLine(words, 20)}`,
    `${options.map((option, index) => `${index + 1}: ${oneLine(option, 100)}`).join(' · ')}. Other words are an answer, too.`,
  );

function answered(goal: GoalDocument, before: GoalDocument): VerbAnswer {
  const was = new Set(openQuestions(before).map(({ id }) => id));
  const question = goal.questions.find(({ id, state }) => was.has(id) && state === 'answered');
  const told = aboutGoal(
    `${question?.id ?? 'The question'} of ${goal.id} is answered`,
    goal,
    `“${oneLine(question?.answer ?? '', 200)}” goes to the agent.`,
  );
  return { ...told, data: { question: question?.id, answer: question?.answer, state: goal.state } };
}
