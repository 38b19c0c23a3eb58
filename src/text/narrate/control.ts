import type { Button, Content } from '../../domain/surface/content.ts';
import { agentWords } from '../../domain/goal.ts';
import type { Notice } from '../../goal/notices.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { oneLine } from '../format.ts';
import { resumeButton, sayButton } from '../card/button.ts';
import { byWhom, personSpan, said, withButtons } from './spans.ts';

type Of<T extends Notice['type']> = Extract<Notice, { type: T }>;

const goOn = ({ id }: GoalDocument): string => ` Go on with /goal resume ${id}, or !resume in this thread.`;

export const paused = (goal: GoalDocument, { by }: Of<'Paused'>): Content =>
  withButtons(said('still', `${goal.id} is paused`, [...byWhom(by, 'Paused'), goOn(goal)]), held(goal));

export const resumed = (goal: GoalDocument, { by }: Of<'Resumed'>): Content =>
  said('work', `${goal.id} goes on`, byWhom(by, 'Resumed'));

export const stopped = (goal: GoalDocument, { turn, by }: Of<'Stopped'>): Content =>
  withButtons(
    said('still', `${goal.id} is paused: turn ${turn} was stopped`, [
      ...byWhom(by, 'Stopped'),
      ' Its processes have ended, its changes and its session are kept, what it cost is counted.',
      goOn(goal),
    ]),
    held(goal),
  );

/** What goes with a goal that stands still because somebody wished it. */
const held = ({ id }: GoalDocument): Button[] => [resumeButton(id), sayButton(id)];

/** Said at once, also when a turn of the one before still runs. */
export function handedOver(goal: GoalDocument, { from, why, by }: Of<'HandedOver'>): Content {
  const to = agentWords(goal.switchTo ?? goal.agent);
  const when = goal.switchTo === undefined ? '' : ' after this turn';
  return said('work', `${goal.id}: ${to} takes over from ${from}${when}`, [
    ...(by === undefined ? [`${oneLine(why, 300)}.`] : byWhom(by, 'Switched')),
    ' The worktree stays as it is; the new session is told what was tried.',
  ]);
}

export const restored = (goal: GoalDocument, { to }: Of<'Restored'>): Content =>
  said('work', `${goal.id}: the worktree is back at ${to}`, [
    'What stood there before is kept under a ref of its own. The agent is told with its next turn.',
  ]);

export const restoreFailed = (goal: GoalDocument, { problem, hint }: Of<'RestoreFailed'>): Content =>
  said('bad', `${goal.id}: the worktree could not be returned`, [oneLine(problem, 500)], [hint]);

const beginnings = {
  continue: 'It goes on in the same session and worktree',
  retry: 'It begins again from the base, in a fresh session',
} as const;

export const runBegun = (goal: GoalDocument, { how, by }: Of<'RunBegun'>): Content =>
  said('work', `${goal.id} begins its run ${goal.run}`, [
    `${beginnings[how]}, with the budgets of the start. Asked for by `,
    personSpan(by),
    '.',
  ]);
