import { principalOf } from '../../../domain/actor.ts';
import type { Budget } from '../../../domain/budget.ts';
import type { Project } from '../../../domain/project.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import { budgetSummary, oneLine } from '../../../text/format.ts';
import { durationMs } from '../../../text/read-duration.ts';
import { refusal } from '../../answers.ts';
import { textFlag } from '../flags.ts';
import type { GoalRequest } from './goal-request.ts';

/** The project's budget with what was asked for. Nobody switches a guard off by flag: 0 is for the configuration, which admins write. */
export function budgetOf(request: GoalRequest, project: Project): Budget | VerbAnswer {
  const time = textFlag(request, 'time');
  const wallMs = time === undefined ? undefined : durationMs(time);
  if (time !== undefined && wallMs === undefined)
    return refusal('WRONG_USAGE', `--time ${oneLine(time, 20)} is no duration`, 'Write 90s, 30m or 2h.');
  const asked = {
    turns: request.flags['turns'],
    costUsd: request.flags['cost'],
    tokens: request.flags['tokens'],
    wallMs,
  };
  const budget: Budget = { ...project.budget };
  for (const axis of ['turns', 'costUsd', 'tokens', 'wallMs'] as const) {
    const value = asked[axis];
    if (typeof value !== 'number') continue;
    if (value <= 0)
      return refusal(
        'WRONG_USAGE',
        'A budget of 0 would have no limit',
        'Give a number above 0; only the configuration can switch a limit off.',
      );
    if (project.budget[axis] > 0 && value > project.budget[axis] && principalOf(request.actor) !== 'local')
      return refusal(
        'ACCESS_DENIED',
        `The project allows ${budgetSummary(project.budget)}`,
        'Ask for less, or ask an admin to raise the project’s budget.',
      );
    budget[axis] = axis === 'costUsd' ? value : Math.ceil(value);
  }
  return budget;
}
