import { isTerminal } from '../../domain/goal.ts';
import type { Button } from '../../domain/surface/content.ts';
import { runningTurn } from '../../goal/moves/withdraw.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { button, cancelButton, resumeButton, sayButton, stopButton } from './button.ts';
import { wayButtons, waysOut } from './ways.ts';

/** Most controls of one card: one row, also on a phone. */
const mostControls = 5;

/** What a person can do with the goal now, best first. What it waits for comes before what is always possible. */
export function cardControls(goal: GoalDocument): Button[] {
  const { id } = goal;
  const details = button(`status/${id}`, 'Details');
  if (isTerminal(goal.state)) return [...againButtons(goal), details];
  const waits = wayButtons(waysOut(goal));
  const all = [...waits, ...steering(goal), details];
  const known = all.filter((one, at) => all.findIndex(({ act }) => act === one.act) === at);
  // A refused budget ends the goal as well.
  const ends = known.some(({ act }) => act.startsWith('deny/'));
  return known.filter(({ act }) => !ends || act !== `cancel/${id}`).slice(0, mostControls);
}

/** How a goal that has ended goes on. */
export const againButtons = ({ id }: Pick<GoalDocument, 'id'>): Button[] => [
  button(`form/continue/${id}`, 'Continue…', 'primary'),
  button(`retry/${id}`, 'Retry', 'plain', {
    title: `Retry ${id}?`,
    text: 'It begins again from the base, in a fresh session. What is there is kept aside.',
    yes: 'Retry',
  }),
];

function steering(goal: GoalDocument): Button[] {
  const { id } = goal;
  const held = goal.waiting !== undefined || goal.state === 'sleeping';
  if (held) return [sayButton(id), cancelButton(id)];
  if (goal.state === 'paused') return [resumeButton(id), sayButton(id), cancelButton(id)];
  const pause = goal.pauseWished ? resumeButton(id, 'Do not pause') : button(`pause/${id}`, 'Pause');
  return [sayButton(id), pause, ...stopping(goal), cancelButton(id)];
}

/** Only a turn that runs, and is not being ended already, can be stopped. */
function stopping(goal: GoalDocument): Button[] {
  const turn = runningTurn(goal);
  return turn === undefined || turn.abort !== undefined ? [] : [stopButton(goal.id)];
}
