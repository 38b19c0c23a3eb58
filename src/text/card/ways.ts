import type { Block, Button, Span } from '../../domain/surface/content.ts';
import { openQuestions } from '../../goal/moves/question/questions.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { growthTyped, growthWords, usualGrowth } from '../growth.ts';
import { button, buttonRow, cancelButton, resumeButton, sayButton } from './button.ts';

/** One thing that a person can do now: how it is typed, what it does, and the control for it. */
export interface Way {
  readonly type: string;
  readonly does: string;
  /** Absent where it takes words that no form asks for. */
  readonly button?: Button;
}

/** What people can do about the wait of a goal, best first. */
export function waysOut(goal: GoalDocument): Way[] {
  const { id, waiting } = goal;
  if (goal.state === 'sleeping') return sleepers(id);
  if (waiting === undefined) return [];
  const cancel = { type: `/goal cancel ${id}`, does: 'ends it', button: cancelButton(id) };
  switch (waiting.reason) {
    case 'budget':
      return waiting.axis === undefined ? [cancel] : budgetWays(goal, waiting);
    case 'permission':
      return permissionWays(id, waiting.request);
    case 'question':
      return questionWays(goal, cancel);
    case 'dependency':
      return [{ type: `/goal edit ${id} --after none`, does: 'begins without them' }, cancel];
    case 'rate-limit':
      return [switchWay(id), cancel];
  }
}

const switchWay = (id: string): Way => ({
  type: `/goal switch ${id} --agent A`,
  does: 'goes on with another agent',
  button: button(`form/switch/${id}`, 'Switch agent…', 'primary'),
});

const sayWay = (id: string, does: string): Way => ({
  type: `/goal say ${id} TEXT`,
  does,
  button: sayButton(id),
});

function questionWays(goal: GoalDocument, cancel: Way): Way[] {
  const { id } = goal;
  const open = openQuestions(goal);
  const answers = open.map((question) => ({
    type: `/goal answer ${id}${open.length === 1 ? '' : ` ${question.id}`} TEXT`,
    does: `answers ${question.id}`,
    button: answerButton(id, question.id, open.length === 1 ? 'Answer…' : `Answer ${question.id}…`),
  }));
  const without = button(`resume/${id}`, 'Go on without');
  return [
    ...answers,
    { type: `/goal resume ${id}`, does: 'goes on without an answer', button: without },
    cancel,
  ];
}

/** Opens a form with the options and room for words of one's own. */
export const answerButton = (goal: string, question: string, label = 'Answer…'): Button =>
  button(`form/answer/${goal}/${question}`, label, 'primary');

const sleepers = (id: string): Way[] => [
  { type: `/goal resume ${id}`, does: 'wakes it', button: resumeButton(id, 'Wake it') },
  sayWay(id, 'wakes it with a message'),
];

function budgetWays({ id }: GoalDocument, waiting: NonNullable<GoalDocument['waiting']>): Way[] {
  const { axis, request } = waiting;
  const offer = waiting.offer ?? (axis === undefined ? {} : usualGrowth(axis));
  const more = {
    type: `/goal budget ${id} ${growthTyped(offer)}`,
    does: 'adds as much as you say',
    button: button(`form/budget/${id}`, 'Other amount…'),
  };
  if (request === undefined)
    return [more, { type: `/goal cancel ${id}`, does: 'ends it', button: cancelButton(id) }];
  const words = growthWords(offer);
  return [
    {
      type: `/goal approve ${request}`,
      does: `adds ${words}`,
      button: button(`approve/${request}`, `Add ${words}`.slice(0, 75), 'primary'),
    },
    more,
    {
      type: `/goal deny ${request}`,
      does: 'ends it with what it has',
      button: button(`deny/${request}`, 'End it', 'danger', {
        title: `End ${id}?`,
        text: 'It ends with what it has. The work is kept, and it can be continued later.',
        yes: 'End it',
      }),
    },
  ];
}

const permissionWays = (id: string, request: string | undefined): Way[] => [
  ...(request === undefined
    ? [
        {
          type: `/goal resume ${id}`,
          does: 'lets the agent try again',
          button: resumeButton(id, 'Try again'),
        },
      ]
    : [
        {
          type: `/goal approve ${request}`,
          does: 'lets the agent try again',
          button: button(`approve/${request}`, 'Approve', 'primary'),
        },
        {
          type: `/goal deny ${request} REASON`,
          does: 'tells it to find another way',
          button: button(`form/deny/${request}`, 'Deny…', 'danger'),
        },
      ]),
  sayWay(id, 'tells it something else'),
];

/** The ways as one line: what is typed in a fixed font, what it does behind it. */
export const waySpans = (ways: readonly Way[]): Span[] =>
  ways.flatMap(({ type, does }, index) => [...(index === 0 ? [] : [' · ']), { code: type }, ` ${does}`]);

/** The controls of those ways, in the same order: what is offered in words and by a press is one thing. */
export const wayButtons = (ways: readonly Way[]): Button[] =>
  ways.flatMap((way) => (way.button === undefined ? [] : [way.button]));

/** The same as a row under a message. */
export const wayRow = (goal: GoalDocument): Block[] => buttonRow(wayButtons(waysOut(goal)));
