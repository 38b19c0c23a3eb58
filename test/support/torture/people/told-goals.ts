import { publicMessages, type StoredMessage } from '../../slack-emulator/emulator-state.ts';
import { channel, type Stage } from '../stage.ts';
import { keyOf, rootOf } from './deliveries.ts';

/** The states in which a run is over, as alternatives of a regular expression. */
export const endStates = 'done|failed|cancelled|exhausted|escalated';
const toldEnd = new RegExp(`\\bG-\\d+ (?:is|has) (?:${endStates})\\b`, 'u');

/** The run that was asked for last, as far as people know. */
export function runOf({ deliveries }: Stage, goal: string): number {
  const begun = deliveries.filter((delivery) => delivery.verb === 'continue' && delivery.goal === goal);
  return Math.max(
    1,
    ...begun.map(({ seen }) => Number(/begins its run (\d+)/u.exec(JSON.stringify(seen))?.[1] ?? 1)),
  );
}

/** What was said in the goal's thread. */
export const noticesOf = ({ slack }: Stage, goal: string): readonly StoredMessage[] =>
  publicMessages(slack.state, channel).filter((message) => keyOf(message)?.startsWith(`${goal}/notice/`));

/** Whether the card says that somebody holds the goal up. */
export const isPaused = (stage: Stage, goal: string): boolean =>
  rootOf(stage, goal)?.text.includes('paused') === true;

/** Whether the end of each run stands in the thread, and that of the last one on the card. */
export function isTold(stage: Stage, goal: string): boolean {
  const run = runOf(stage, goal);
  const ends = noticesOf(stage, goal).filter(({ text }) => toldEnd.test(text.split('\n')[0] ?? ''));
  if (ends.length < run) return false;
  const card = rootOf(stage, goal);
  const shown = JSON.stringify([card?.text, card?.blocks]);
  return (
    shown.includes('Took ') && (run === 1 || new RegExp(`\\bRun\\W+(?:n\\W*)?${run}\\b`, 'u').test(shown))
  );
}
