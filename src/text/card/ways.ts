import type { Span } from '../../domain/surface/content.ts';
import { openQuestions } from '../../goal/moves/question/questions.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { growthTyped, growthWords, usualGrowth } from '../growth.ts';

/** One thing that a person can type now, and what it does. */
export interface Way {
  readonly type: string;
  readonly does: string;
}

/** What people can do about the wait of a goal, best first. */
export function waysOut(goal: GoalDocument): Way[] {
  const { id, waiting } = goal;
  if (goal.state === 'sleeping') return sleepers(id);
  if (waiting === undefined) return [];
  const cancel = { type: `/goal cancel ${id}`, does: 'ends it' };
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
      return [{ type: `/goal switch ${id} --agent A`, does: 'goes on with another agent' }, cancel];
  }
}

function questionWays(goal: GoalDocument, cancel: Way): Way[] {
  const { id } = goal;
  const open = openQuestions(goal);
  const answers = open.map((question) => ({
    type: `/goal answer ${id}${open.length === 1 ? '' : ` ${question.id}`} TEXT`,
    does: `answers ${question.id}`,
  }));
  return [...answers, { type: `/goal resume ${id}`, does: 'goes on without an answer' }, cancel];
}

const sleepers = (id: string): Way[] => [
  { type: `/goal resume ${id}`, does: 'wakes it' },
  { type: `/goal say ${id} TEXT`, does: 'wakes it with a message' },
];

function budgetWays({ id }: GoalDocument, waiting: NonNullable<GoalDocument['waiting']>): Way[] {
  const { axis, request } = waiting;
  const offer = waiting.offer ?? (axis === undefined ? {} : usualGrowth(axis));
  const decide =
    request === undefined ? [] : [{ type: `/goal approve ${request}`, does: `adds ${growthWords(offer)}` }];
  const refuse =
    request === undefined
      ? { type: `/goal cancel ${id}`, does: 'ends it' }
      : { type: `/goal deny ${request}`, does: 'ends it with what it has' };
  return [
    ...decide,
    { type: `/goal budget ${id} ${growthTyped(offer)}`, does: 'adds as much as you say' },
    refuse,
  ];
}

const permissionWays = (id: string, request: string | undefined): Way[] => [
  ...(request === undefined
    ? [{ type: `/goal resume ${id}`, does: 'lets the agent try again' }]
    : [
        { type: `/goal approve ${request}`, does: 'lets the agent try again' },
        { type: `/goal deny ${request} REASON`, does: 'tells it to find another way' },
      ]),
  { type: `/goal say ${id} TEXT`, does: 'tells it something else' },
];

/** The ways as one line: what is typed in a fixed font, what it does behind it. */
export const waySpans = (ways: readonly Way[]): Span[] =>
  ways.flatMap(({ type, does }, index) => [...(index === 0 ? [] : [' · ']), { code: type }, ` ${does}`]);
