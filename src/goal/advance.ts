import { assertNever } from '../domain/errors.ts';
import { axisWords, type BudgetAxis } from '../domain/budget.ts';
import { isTerminal } from '../domain/goal.ts';
import { exhaustedAxis, nearAxes, type Used } from '../policy/budget.ts';
import { mainEffect, order, record, type Draft } from './draft.ts';
import { endRun } from './end-run.ts';
import type { GoalDocument } from './state.ts';
import { usedBy } from './used.ts';

/**
 * Orders what comes next, if the goal may go on: called at the end of every folding.
 * Cancel has already ended the run; a pause holds before the next turn; then the budget; then the order itself.
 */
export function advance(draft: Draft): void {
  const { goal } = draft;
  if (isTerminal(goal.state) || mainEffect(goal) !== undefined) return;
  if (goal.state !== 'preparing' && goal.state !== 'running') return;
  if (goal.pauseWished && beforeTurn(goal)) hold(draft);
  else if (!(beforeTurn(goal) && budgetEnds(draft))) orderNext(draft);
}

const beforeTurn = (goal: GoalDocument): boolean =>
  goal.next === 'prepare' || goal.next === 'checkpoint' || goal.next === 'turn';

/** The wished pause takes effect; the slot is free from here on. */
export function hold(draft: Draft): void {
  const { goal } = draft;
  goal.state = 'paused';
  goal.pauseWished = false;
  record(draft, 'paused', goal.pausedBy ? { by: goal.pausedBy } : {});
  draft.notices.push(goal.pausedBy ? { type: 'Paused', by: goal.pausedBy } : { type: 'Paused' });
}

function budgetEnds(draft: Draft): boolean {
  const { goal } = draft;
  const used = usedBy(goal);
  // Repeating a turn costs none: the turn guard looks at new turns only.
  const { turns, ...others } = used;
  const axis = exhaustedAxis(goal.spec.budget, goal.sameTurn ? others : { ...others, turns: turns ?? 0 });
  if (axis === undefined) {
    warnOf(draft, used);
    return false;
  }
  record(draft, 'budget.exhausted', { axis, used: used[axis], limit: goal.spec.budget[axis] });
  endRun(draft, 'exhausted', {
    reason: `budget used up: ${axisWords[axis]}`,
    hint: `The work is kept in the goal’s worktree. Dispatch again with ${larger[axis] ?? 'another task or agent'}.`,
  });
  return true;
}

/** What a person can give more of. */
const larger: Readonly<Partial<Record<BudgetAxis, string>>> = {
  turns: 'more --turns',
  wallMs: 'more --time',
  costUsd: 'a larger --cost',
  tokens: 'more --tokens',
};

/** Tells, once for each axis, that a goal which goes on is near the end of a budget. */
function warnOf(draft: Draft, used: Used): void {
  const { goal } = draft;
  for (const axis of nearAxes(goal.spec.budget, used, goal.warned)) {
    goal.warned.push(axis);
    record(draft, 'budget.warning', { axis, used: used[axis], limit: goal.spec.budget[axis] });
    draft.notices.push({ type: 'BudgetNear', axis, used: used[axis] ?? 0, limit: goal.spec.budget[axis] });
  }
}

function orderNext(draft: Draft): void {
  const { goal } = draft;
  switch (goal.next) {
    case 'prepare':
      order(draft, { type: 'PrepareWorkspace' });
      break;
    case 'checkpoint':
      order(draft, { type: 'MakeCheckpoint', number: goal.checkpoints.length + 1 });
      break;
    case 'turn':
      orderTurn(draft);
      break;
    case 'evaluate':
      order(draft, { type: 'CheckAcceptance' });
      break;
    case 'commit':
      order(draft, { type: 'CommitWork' });
      break;
    case 'deliver':
      order(draft, { type: 'DeliverBranch', sha: goal.sha ?? '' });
      break;
    default:
      assertNever(goal.next);
  }
}

/** Counts the turn, takes the queued operator messages, and chooses the session. */
function orderTurn(draft: Draft): void {
  const { goal, context } = draft;
  if (goal.sameTurn) goal.attempt += 1;
  else {
    goal.turn += 1;
    goal.attempt = 1;
  }
  goal.sameTurn = false;
  goal.session ??= {
    id: context.uuid,
    started: false,
    costUsd: 0,
    createdAt: context.now,
    lastActiveAt: context.now,
  };
  const { budget } = goal.spec;
  const wall =
    budget.wallMs > 0 ? { wallLeftMs: Math.max(budget.wallMs - (usedBy(goal).wallMs ?? 0), 1000) } : {};
  const checkpoint = goal.checkpoints.at(-1)?.sha;
  order(draft, {
    type: 'RunTurn',
    turn: goal.turn,
    attempt: goal.attempt,
    session: { id: goal.session.id, resume: goal.session.started, costUsdBefore: goal.session.costUsd },
    receipts: deliverMessages(draft),
    ...(checkpoint === undefined ? {} : { checkpoint }),
    ...wall,
  });
}

function deliverMessages(draft: Draft): string[] {
  const queued = draft.goal.messages.filter((message) => message.state === 'queued');
  for (const message of queued) {
    message.state = 'delivered';
    message.turn = draft.goal.turn;
    record(draft, 'message.receipt', { receipt: message.receipt, state: 'delivered', turn: draft.goal.turn });
  }
  return queued.map((message) => message.receipt);
}
