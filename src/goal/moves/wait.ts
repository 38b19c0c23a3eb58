import { axisWords, type BudgetAxis } from '../../domain/budget.ts';
import type { CooledAgent } from '../../domain/rules/agent-traits.ts';
import type { Question } from '../../domain/question.ts';
import type { Waiting } from '../waiting.ts';
import { offerFor } from '../../policy/budget.ts';
import { purseWords } from '../../policy/purses.ts';
import { record, type Draft, type EmptyPurse } from '../draft.ts';
import { budgetOf } from '../used.ts';
import { orderHooks } from './beside/order-hooks.ts';
import { endRun } from './end-run.ts';

/** A purse that is empty is looked into again after this long: other goals may have given back what they set aside. */
const purseAgainMs = 10 * 60 * 1000;

/** Crockford's base 32: no letter that could be read as a digit. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The id of a request that a person can decide: `R-` and six letters, from a fresh UUID. */
export const requestId = (uuid: string): string =>
  `R-${Array.from({ length: 6 }, (_, at) => letters[Number.parseInt(uuid.replaceAll('-', '').slice(at * 2, at * 2 + 2), 16) % 32]).join('')}`;

/** The goal stands still, without a slot, until the deadline or until somebody does something about it. */
function waitFor(draft: Draft, waiting: Waiting): void {
  draft.goal.state = 'waiting';
  draft.goal.waiting = waiting;
  if (isForPerson(waiting)) orderHooks(draft, 'waiting');
}

/** Somebody can do something about it; an empty purse, a vendor's pause and other goals are waited for by themselves. */
const isForPerson = ({ reason, request }: Waiting): boolean => reason === 'question' || request !== undefined;

/** A budget is used up: people are asked for more, where there is time to ask; the default is the end. */
export function waitForBudget(draft: Draft, axis: BudgetAxis, used: number): void {
  const { goal, context } = draft;
  const limit = budgetOf(goal)[axis];
  record(draft, 'budget.exhausted', { axis, used, limit });
  if (context.rules.budgetWaitMs === 0) return exhaust(draft, axis);
  waitFor(draft, {
    reason: 'budget',
    note: `budget used up: ${axisWords[axis]}`,
    deadline: context.now + context.rules.budgetWaitMs,
    course: 'exhaust',
    atDeadline: 'the goal ends as exhausted',
    request: requestId(context.uuid),
    axis,
    offer: { [axis]: offerFor(axis, goal.spec.budget[axis]) },
  });
  draft.notices.push({ type: 'BudgetAsk', axis, used, limit });
}

/** What a person can give more of. */
const larger: Readonly<Partial<Record<BudgetAxis, string>>> = {
  turns: 'more --turns',
  wallMs: 'more --time',
  costUsd: 'a larger --cost',
  tokens: 'more --tokens',
};

/** Nobody gave more: the run ends with what it has. */
export function exhaust(draft: Draft, axis: BudgetAxis | undefined): void {
  const { goal } = draft;
  const what = axis === undefined ? 'nothing could be set aside for another turn' : axisWords[axis];
  const next = axis === undefined ? undefined : larger[axis];
  endRun(draft, 'exhausted', {
    reason: `budget used up: ${what}`,
    hint: `The work is kept in the goal’s worktree. Go on with /goal continue ${goal.id}, or dispatch again with ${next ?? 'another task or agent'}.`,
  });
}

/** No money can be set aside: the goal tries again, and tells people once; after the longest wait it ends. */
export function waitForPurse(draft: Draft, empty: EmptyPurse): void {
  const { goal, context } = draft;
  const { budgetWaitMs } = context.rules;
  const known = goal.emptyPurse?.key === empty.key;
  // The longest wait is one, also where another purse was empty before.
  const since = goal.emptyPurse?.since ?? context.now;
  record(draft, 'budget.exhausted', { purse: empty.key, leftUsd: empty.leftUsd, limitUsd: empty.limitUsd });
  if (context.now - since >= budgetWaitMs) return exhaust(draft, undefined);
  goal.emptyPurse = { key: empty.key, since };
  waitFor(draft, {
    reason: 'budget',
    note: `nothing is left of ${purseWords(empty.key)}`,
    deadline: Math.min(empty.fullAgainAt ?? Infinity, context.now + purseAgainMs, since + budgetWaitMs),
    course: 'queue',
    atDeadline: 'it is tried again',
    purse: empty.key,
  });
  const { key: purse, leftUsd, limitUsd } = empty;
  if (!known) draft.notices.push({ type: 'PurseEmpty', purse, leftUsd, limitUsd });
}

/** The agent's vendor asked for a pause: nobody uses it before that is over. */
export function waitForAgent(draft: Draft, { until, why }: Omit<CooledAgent, 'agent'>): void {
  waitFor(draft, {
    reason: 'rate-limit',
    note: why,
    deadline: until,
    course: 'queue',
    atDeadline: 'the turn is tried again',
  });
}

/** The agent needs something it may not do. */
export function waitForPermission(draft: Draft, message: string): void {
  const { context } = draft;
  waitFor(draft, {
    reason: 'permission',
    note: message,
    deadline: context.now + context.rules.questionWaitMs,
    course: 'escalate',
    atDeadline: 'the goal is handed to a person',
    request: requestId(context.uuid),
  });
  draft.notices.push({ type: 'Blocked', message });
}

/** The agent ended its turn with questions open: the goal waits for all answers, or for the first deadline. */
export function waitForAnswers(draft: Draft, questions: readonly Question[]): void {
  const first = questions.toSorted((a, b) => a.deadline - b.deadline)[0];
  if (first === undefined) return;
  const { fallback, deadline } = first;
  waitFor(draft, {
    reason: 'question',
    note: questions.length === 1 ? first.text : questions.map(({ id, text }) => `${id}: ${text}`).join(' · '),
    deadline,
    course: fallback === undefined ? 'escalate' : 'queue',
    atDeadline: fallback === undefined ? 'the goal is handed to a person' : `the answer is: ${fallback}`,
  });
}

/** What a goal waited for is there, or need not be waited for any more: it queues for a slot. */
export function stopWaiting(draft: Draft): void {
  delete draft.goal.waiting;
  delete draft.goal.sleep;
  draft.goal.state = 'queued';
}
