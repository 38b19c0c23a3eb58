import { agentWords } from '../domain/goal.ts';
import type { Content } from '../domain/surface/content.ts';
import { mainEffect } from '../goal/draft.ts';
import type { RunTurnEffect } from '../goal/effects.ts';
import type { GoalDocument } from '../goal/state.ts';
import { budgetOf } from '../goal/used.ts';
import { oneLine } from './format.ts';
import { utcMoment } from './utc.ts';

const tones = {
  queued: 'still',
  preparing: 'work',
  running: 'work',
  paused: 'still',
  waiting: 'ask',
  sleeping: 'still',
  done: 'good',
  failed: 'bad',
  cancelled: 'still',
  exhausted: 'warn',
  escalated: 'warn',
} as const;

/** The sign in front of a goal, by its state. */
export const toneOf = (goal: GoalDocument): Content['tone'] => tones[goal.state];

/** The state in words: `running: turn 2 of 40`, `waiting (rate-limit): …`, `paused`. */
export function stateLine(goal: GoalDocument): string {
  switch (goal.state) {
    case 'running':
      return `running: ${running(goal)}${wishes(goal)}`;
    case 'preparing':
      return `preparing the worktree${wishes(goal)}`;
    case 'queued':
      return `queued for a free slot${meanwhile(goal)}`;
    case 'waiting':
      return waiting(goal);
    case 'sleeping':
      return sleeping(goal);
    case 'done':
      return `done, ${goal.verified ?? 'unverified'}${meanwhile(goal)}`;
    case 'paused':
    case 'failed':
    case 'cancelled':
    case 'exhausted':
    case 'escalated':
      return `${goal.state}${goal.result === undefined ? '' : `: ${oneLine(goal.result.reason, 200)}`}${meanwhile(goal)}`;
  }
}

/** What a running goal is doing; undefined in every other state. */
export function phaseOf(goal: GoalDocument): 'turn' | 'compacting' | 'evaluating' | 'delivering' | undefined {
  if (goal.state !== 'running') return undefined;
  const effect = mainEffect(goal);
  if (effect?.type === 'SummariseSession') return 'compacting';
  if (effect?.type === 'RunTurn') return effect.kind === 'compact' ? 'compacting' : 'turn';
  if (goal.next === 'evaluate') return 'evaluating';
  return goal.next === 'commit' || goal.next === 'deliver' ? 'delivering' : 'turn';
}

function running(goal: GoalDocument): string {
  const effect = mainEffect(goal);
  if (effect?.type === 'RestoreWorkspace') return restoring(effect);
  if (effect?.type === 'RunTurn') return working(goal, effect);
  const phase = phaseOf(goal);
  if (phase === 'compacting') return 'summing the session up for a fresh one';
  if (phase === 'evaluating') return `checking turn ${goal.turn}`;
  if (phase === 'delivering') return 'delivering';
  return turnOf(goal, goal.sameTurn ? goal.turn : goal.turn + 1);
}

function working(goal: GoalDocument, effect: RunTurnEffect): string {
  const attempt = effect.attempt > 1 ? `, attempt ${effect.attempt}` : '';
  const what =
    effect.kind === 'compact' ? 'compacting the session' : `${turnOf(goal, effect.turn)}${attempt}`;
  return effect.abort === undefined ? what : `${what}, being ended ${endings[effect.abort]}`;
}

const turnOf = (goal: GoalDocument, turn: number): string => `turn ${turn} of ${budgetOf(goal).turns || '∞'}`;

const endings = {
  cancelled: 'because the goal was cancelled',
  stopped: 'at a person’s wish; then paused',
  interrupted: 'for what comes next',
  budget: 'because a budget is used up',
} as const;

/** What takes effect before the next turn. */
function wishes(goal: GoalDocument): string {
  const parts: string[] = [];
  const effect = mainEffect(goal);
  const stopped = effect?.type === 'RunTurn' && effect.abort === 'stopped';
  if (goal.pauseWished && !stopped) parts.push('pausing');
  if (goal.compaction.wanted === 'asked' && phaseOf(goal) !== 'compacting') parts.push('compacting');
  if (goal.switchTo !== undefined) parts.push(`changing to ${agentWords(goal.switchTo)}`);
  return parts.length === 0 ? '' : `, ${parts.join(' and ')} before the next turn`;
}

/** What is still under way in a goal that holds no slot. */
function meanwhile(goal: GoalDocument): string {
  const effect = mainEffect(goal);
  if (effect?.type === 'RestoreWorkspace') return `; ${restoring(effect)}`;
  return effect?.type === 'RunTurn' ? '; its last turn is being ended' : '';
}

const restoring = ({ to }: Extract<GoalDocument['effects'][number], { type: 'RestoreWorkspace' }>): string =>
  `returning the worktree to ${to.kind === 'base' ? 'the base' : `checkpoint ${to.number}`}`;

const waiting = (goal: GoalDocument): string =>
  goal.waiting === undefined
    ? 'waiting'
    : `waiting (${goal.waiting.reason}): ${oneLine(goal.waiting.note, 300)}; then ${goal.waiting.atDeadline}`;

function sleeping({ sleep }: GoalDocument): string {
  if (sleep === undefined) return 'sleeping';
  const why = sleep.reason.trim() === '' ? '' : `: ${oneLine(sleep.reason, 200)}`;
  return `sleeping until ${utcMoment(sleep.until)}${why}`;
}
