import type { Actor } from '../../domain/actor.ts';
import type { GoalDocument } from '../state.ts';
import { order, record, type Draft } from '../draft.ts';
import { forgetQuestions } from './question/questions.ts';
import { retireSession } from './sessions.ts';

/**
 * A new run of a goal whose last one is over: the budgets begin anew, turns are counted anew, what was spent stays.
 * `continue` goes on in the session and the worktree; `retry` begins at the base, in a fresh session.
 */
export function beginRun(draft: Draft, how: 'continue' | 'retry', by: Actor): void {
  const { goal } = draft;
  goal.run += 1;
  goal.before = { usage: goal.usage, checksMs: goal.checksMs };
  goal.grown = {};
  goal.warned = [];
  goal.state = 'queued';
  goal.next =
    goal.workspace === undefined || goal.evicted !== undefined ? beforeWorktree(goal) : 'checkpoint';
  goal.turn = 0;
  goal.attempt = 0;
  goal.sameTurn = false;
  goal.streak = { errors: 0, transient: 0, crashes: 0, denies: 0, overflows: 0 };
  goal.delivery = { state: 'none' };
  for (const old of [
    'result',
    'startedAt',
    'endedAt',
    'lastFailure',
    'trouble',
    'verified',
    'evaluatedTree',
    'flags',
    'sha',
    'pausedBy',
  ] as const)
    delete goal[old];
  if (how === 'retry') fromScratch(draft);
  else goal.news = [...goal.news, { type: 'continued' }];
  record(draft, 'resumed', { how, by, run: goal.run });
  draft.notices.push({ type: 'RunBegun', how, by });
}

/** A run that ended before its agent was chosen begins with that. */
const beforeWorktree = ({ spec, chosen }: GoalDocument): 'choose' | 'prepare' =>
  spec.choose === true && chosen === undefined ? 'choose' : 'prepare';

function fromScratch(draft: Draft): void {
  const { goal } = draft;
  retireSession(draft, 'the goal was begun anew');
  forgetQuestions(draft);
  delete goal.summary;
  delete goal.checks;
  delete goal.diff;
  if (goal.workspace !== undefined) order(draft, { type: 'RestoreWorkspace', to: { kind: 'base' } });
}
