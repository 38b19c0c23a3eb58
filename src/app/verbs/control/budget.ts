import type { Budget } from '../../../domain/budget.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import { budgetOf, usedBy } from '../../../goal/used.ts';
import { exhaustedAxis } from '../../../policy/budget.ts';
import { loadGoal } from '../../../runner/document.ts';
import { axisWords } from '../../../domain/budget.ts';
import { budgetTable } from '../../../text/card/budget-table.ts';
import { waySpans, waysOut } from '../../../text/card/ways.ts';
import { oneLine } from '../../../text/format.ts';
import { addGrowth, growthWords, readGrowth, type Growth } from '../../../text/growth.ts';
import { nearest } from '../../../text/nearest.ts';
import { answer, refusal, small, text } from '../../answers.ts';
import type { Verb, VerbCall, VerbWorld } from '../verb.ts';
import { growthRefusal } from './allowance.ts';
import { aboutGoal, controlGoal } from './control-goal.ts';
import { onGoal } from './controls.ts';

/** How each step is typed. */
const forms = ['+5turns', '+2usd', '+30m', '+100ktokens', '+2denies', '+2errors', '+1overflows'];

export const budgetVerb: Verb = {
  ...onGoal,
  name: 'budget',
  text: 'optional',
  textName: forms.join(' '),
  textHelp: 'how much more: +5turns +2usd +30m +100ktokens; without it, what is used',
  summary:
    'grow a goal’s budgets, several at once; to more than twice the project’s only by an admin or the operator; without steps: what is used of which limit',
  handle: async (world, call) => {
    if (call.text === '') return showBudget(world, call);
    const steps = readSteps(call.text);
    return 'content' in steps ? steps : growBudget(world, call, () => steps);
  },
};

/** Grows the budget by what is offered or asked for now, as far as this person may. */
export const growBudget = (
  world: VerbWorld,
  call: VerbCall,
  steps: (goal: GoalDocument) => Growth | VerbAnswer,
): Promise<VerbAnswer> =>
  controlGoal(world, call, {
    decide: (goal) => {
      const add = steps(goal);
      if ('content' in add) return add;
      return growthRefusal(world, call.actor, goal, add) ?? { type: 'BudgetGrown', by: call.actor, add };
    },
    done: (goal, before) => grown(goal, before),
  });

function grown(goal: GoalDocument, before: GoalDocument): VerbAnswer {
  const added = growthWords(addedTo(goal, before));
  const still = exhaustedAxis(budgetOf(goal), usedBy(goal));
  if (goal.waiting?.axis !== undefined && still !== undefined)
    return aboutGoal(
      `${goal.id} has ${added} more, and still waits (budget used up: ${axisWords[still]})`,
      goal,
    );
  const goesOn = before.waiting?.axis !== undefined && goal.waiting === undefined;
  return aboutGoal(`${goal.id} has ${added} more${goesOn ? ' and goes on' : ''}`, goal);
}

function addedTo(goal: GoalDocument, before: GoalDocument): Growth {
  const [now, then] = [budgetOf(goal), budgetOf(before)];
  const added: Partial<Budget> = {};
  for (const axis of ['turns', 'wallMs', 'costUsd', 'tokens', 'denies', 'errors', 'overflows'] as const)
    added[axis] = now[axis] - then[axis];
  return added;
}

/** All steps, or what is wrong with the first that is none. */
function readSteps(typed: string): Growth | VerbAnswer {
  let sum: Growth = {};
  for (const word of typed.split(/\s+/)) {
    const step = readGrowth(word);
    if (step === undefined) return noStep(word);
    sum = addGrowth(sum, step);
  }
  return sum;
}

function noStep(word: string): VerbAnswer {
  if (word.startsWith('-'))
    return refusal(
      'WRONG_USAGE',
      'Budgets can only grow',
      'To end a goal earlier: /goal stop G-1 or /goal cancel G-1.',
    );
  const guess = nearestStep(word);
  return refusal(
    'WRONG_USAGE',
    `“${oneLine(word, 40)}” is no step${guess === undefined ? '' : `; did you mean ${guess}?`}`,
    `Steps: ${forms.join(' ')}. Several at once are fine.`,
  );
}

/** What was probably meant: a missing plus, or a unit with a slip in it. */
function nearestStep(word: string): string | undefined {
  if (readGrowth(`+${word}`) !== undefined) return `+${word}`;
  const [, amount, unit] = /^\+?(\d+(?:\.\d+)?)(\D*)$/.exec(word) ?? [];
  if (amount === undefined || unit === undefined) return undefined;
  if (unit === '') return `+${amount}turns`;
  const meant = nearest(unit, [
    'turns',
    'usd',
    'minutes',
    'hours',
    'tokens',
    'ktokens',
    'denies',
    'errors',
    'overflows',
  ]);
  return meant === undefined ? undefined : `+${amount}${{ minutes: 'm', hours: 'h' }[meant] ?? meant}`;
}

async function showBudget(world: VerbWorld, { goal: id }: VerbCall): Promise<VerbAnswer> {
  const loaded = id === undefined ? undefined : await loadGoal(world.runtime.store, id);
  if (loaded === undefined)
    return refusal('GOAL_NOT_FOUND', 'There is no such goal', 'See /goal list --all.');
  const { goal } = loaded;
  const ways = waysOut(goal);
  const asked = ways.length === 0 ? [] : [text(...waySpans(ways))];
  return answer(
    `${goal.id} · budget${goal.run === 1 ? '' : ` of run ${goal.run}`}`,
    [
      { type: 'fields', fields: budgetTable(goal) },
      ...asked,
      small(`Grow it: /goal budget ${goal.id} ${forms.join(' ')}`),
    ],
    {
      goal: goal.id,
      data: { used: usedBy(goal), limit: budgetOf(goal), grown: goal.grown, waiting: goal.waiting },
    },
  );
}
