import { directChannel, type Origin } from '../../../domain/origin.ts';
import type { LadderRules, LadderStep } from '../../../domain/rules/ladder.ts';
import { record, type Draft } from '../../draft.ts';
import type { GoalDocument } from '../../state.ts';
import type { Ladder, Rung } from '../../waiting.ts';
import { isAsked, openAsks } from './asks.ts';

/**
 * Sets up a ladder for whatever people are asked now, and tells them again on each rung whose time has come.
 * Called at the end of every folding: an answer needs to do nothing to stop it.
 */
export function climb(draft: Draft): void {
  const { goal, context } = draft;
  goal.ladders = goal.ladders.filter(({ ask, rungs }) => isAsked(goal, ask) || isUnderWay(rungs));
  for (const ask of openAsks(goal))
    if (!goal.ladders.some((ladder) => ladder.ask === ask)) goal.ladders.push(ladderFor(draft, ask));
  // Nobody answers a goal that is paused.
  if (goal.state === 'paused') return;
  for (const ladder of goal.ladders.filter(({ ask }) => isAsked(goal, ask)))
    for (const [step, rung] of ladder.rungs.entries())
      if (rung.state === 'waiting' && rung.dueAt <= context.now) tell(draft, ladder, step);
}

const isUnderWay = (rungs: readonly Rung[]): boolean => rungs.some(({ state }) => state === 'sent');

/** The notice that asks is the first rung, where the ladder begins in the thread. */
function ladderFor({ goal, context }: Draft, ask: string): Ladder {
  const rungs = context.rules.ladder.steps.flatMap((step, index): Rung[] => {
    const place = placeOf(step, goal, context.rules.ladder);
    if (place === 'nowhere') return [];
    const asks = index === 0 && isTheAsking(step);
    return [
      {
        ...step,
        dueAt: context.now + step.afterMs,
        state: asks ? 'sent' : 'waiting',
        ...(place === undefined ? {} : { place }),
      },
    ];
  });
  return { ask, rungs };
}

const isTheAsking = ({ to, afterMs }: LadderStep): boolean => to === 'thread' && afterMs === 0;

/** undefined: the goal's own thread. */
function placeOf({ to }: LadderStep, goal: GoalDocument, rules: LadderRules): Origin | 'nowhere' | undefined {
  if (to === 'thread' || to === 'mention') return undefined;
  if (to === 'operations') return rules.operations ?? 'nowhere';
  const { platform, user } = goal.spec.dispatcher;
  const channel = directChannel(platform, user);
  if (channel === undefined) return 'nowhere';
  return { platform, workspace: goal.origin.platform === platform ? goal.origin.workspace : '', channel };
}

function tell(draft: Draft, { ask, rungs }: Ladder, step: number): void {
  const rung = rungs[step];
  if (rung === undefined) return;
  rung.state = 'sent';
  draft.notices.push({ type: 'Climbed', ask, step });
  record(draft, 'escalate', { why: `nobody has answered ${ask}`, ask, to: rung.to });
}

/** When the next rung is due, in epoch milliseconds; undefined: none is, or the goal is paused. */
export function nextRungAt(goal: GoalDocument): number | undefined {
  if (goal.state === 'paused') return undefined;
  const due = goal.ladders
    .filter(({ ask }) => isAsked(goal, ask))
    .flatMap(({ rungs }) => rungs.filter(({ state }) => state === 'waiting').map(({ dueAt }) => dueAt));
  return due.length === 0 ? undefined : Math.min(...due);
}

/** The goal was paused: people get the whole time between two rungs again. */
export function climbAnew({ goal, context }: Draft): void {
  for (const { rungs } of goal.ladders) {
    const told = rungs.findLast(({ state }) => state !== 'waiting')?.afterMs ?? 0;
    for (const rung of rungs)
      if (rung.state === 'waiting') rung.dueAt = Math.max(rung.dueAt, context.now + rung.afterMs - told);
  }
}
